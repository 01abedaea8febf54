"""Agents and nobody among them who may change settings and publish (NHN-143)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD446", "no-admin")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Brands with agents of which none is an admin; one that cannot be read may be."""
    for brand in linked.brands.values():
        agents = brand.of("agent")
        if not agents or linked.draft.has_poisoned("agent", brand.id):
            continue
        if all(thing.value.role != "admin" for thing in agents.values()):
            yield found(
                RULE,
                "the brand has agents and no admin",
                whole_file(next(iter(agents.values())).file),
                hint="give one of them  role: admin",
            )
