"""A field of a form that is hidden and required (OQ-35, OQ-36): nobody could answer it, so nobody could ask."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD401", "hidden-and-required")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries with both keys; the finding names the places of both."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                if item.hidden and item.required:
                    required = linked.draft.span(thing, ("fields", index, "required"), "key")
                    yield found(
                        RULE,
                        f"the field {quoted(item.field)} is hidden and required",
                        linked.draft.span(thing, ("fields", index, "hidden"), "key"),
                        note="hidden here",
                        labels=[Label(required, "required here")],
                        hint="leave one of the two out: customers cannot answer what they do not see",
                    )
