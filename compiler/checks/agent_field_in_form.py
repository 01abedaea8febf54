"""A field for agents in a form: forms are what customers fill in."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD417", "agent-field-in-form")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries whose field says `for: agent`."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                field = brand.of("field").get(item.field)
                if field is not None and field.value.for_ == "agent":
                    yield found(
                        RULE,
                        f"the field {quoted(item.field)} is for agents, and forms are filled in by customers",
                        linked.draft.span(thing, ("fields", index, "field")),
                        note="customers would be asked this",
                        labels=[Label(linked.draft.span(field, ("for",)), "for agents")],
                        hint="remove the entry: agents see the field on every ticket",
                    )
