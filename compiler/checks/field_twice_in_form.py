"""A form that lists a field twice: a customer would be asked the same again, and only one answer could count."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD403", "field-twice-in-form")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every entry after the first for a field."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            first: dict[str, int] = {}
            for index, item in enumerate(thing.value.fields):
                if item.field not in first:
                    first[item.field] = index
                    continue
                earlier = linked.draft.span(thing, ("fields", first[item.field], "field"))
                yield found(
                    RULE,
                    f"the field {quoted(item.field)} stands twice in this form",
                    linked.draft.span(thing, ("fields", index, "field")),
                    note="again here",
                    labels=[Label(earlier, "first here")],
                    hint="keep the entry that stands where it should be asked",
                )
