"""A field for agents in a form: forms are what customers fill in."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from schemas.fields.system import OF_AGENTS

RULE = Rule("FD417", "agent-field-in-form")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries whose field says `for: agent`."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                field = brand.of("field").get(item.field)
                if item.field in OF_AGENTS:
                    yield _system_field(linked, thing, index, item.field)
                elif field is not None and field.value.for_ == "agent":
                    yield found(
                        RULE,
                        f"the field {quoted(item.field)} is for agents, and forms are filled in by customers",
                        linked.draft.span(thing, ("fields", index, "field")),
                        note="customers would be asked this",
                        labels=[Label(linked.draft.span(field, ("for",)), "for agents")],
                        hint="remove the entry: agents see the field on every ticket",
                    )


def _system_field(linked: Linked, thing: Object, index: int, code: str) -> Diagnostic:
    return found(
        RULE,
        f"{quoted(code)} is what agents say of every ticket, and forms are filled in by customers",
        linked.draft.span(thing, ("fields", index, "field")),
        note="customers would be asked this",
        hint="remove the entry: agents see it on every ticket",
    )
