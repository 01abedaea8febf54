"""A field with two options of one id (OQ-32): answers and rules could not tell them apart."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD406", "option-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every option after the first with an id, of fields and of properties of customers."""
    fields = [thing for brand in linked.brands.values() for thing in brand.of("field").values()]
    for thing in (*fields, *linked.organization.get("customer_property", {}).values()):
        first: dict[str, int] = {}
        for index, option in enumerate(getattr(thing.value, "options", ())):
            if option.id not in first:
                first[option.id] = index
                continue
            earlier = linked.draft.span(thing, ("options", first[option.id], "id"))
            yield found(
                RULE,
                f"the option {quoted(option.id)} exists twice in this {thing.kind.replace('_', ' ')}",
                linked.draft.span(thing, ("options", index, "id")),
                note="again here",
                labels=[Label(earlier, "first here")],
                hint="give one of them another id",
            )
