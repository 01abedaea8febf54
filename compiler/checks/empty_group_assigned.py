"""Tickets given to a group nobody is in (NHN-149): they wait until somebody joins it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, own_references

RULE = Rule("FD422", "empty-group-assigned", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled inquiry types and triggers that name a group without agents."""
    for brand in linked.brands.values():
        empty = {name: thing for name, thing in brand.of("group").items() if not thing.value.agents}
        for kind in ("inquiry_type", "trigger") if empty else ():
            for thing in filter(lambda one: one.value.enabled, brand.of(kind).values()):
                for reference in own_references(thing):
                    if reference.ref.kind == "group" and reference.name in empty:
                        group = empty[reference.name]
                        yield found(
                            RULE,
                            f"nobody is in the group {quoted(reference.name)}",
                            linked.draft.span(thing, reference.place),
                            note="tickets are given to it",
                            labels=[Label(linked.draft.span(group, (), "key"), "no agents here")],
                            hint="add agents: to the group",
                        )
