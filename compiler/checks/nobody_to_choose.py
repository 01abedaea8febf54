"""Assignment in turn or by chance over people of whom nobody takes part: the ticket would stay with the group."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.triggers.actions.assign import Assign
from schemas.triggers.places import actions_of

RULE = Rule("FD508", "nobody-to-choose", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`method:` where every candidate has automatic assignment off. A group without agents is a check of its own."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("agent", brand.id) or linked.draft.has_poisoned("group", brand.id):
            continue
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Assign) or action.method is None or action.group not in brand.of("group"):
                    continue
                members = brand.of("group")[action.group].value.agents
                pool = [name for name in members if action.agents is None or name in action.agents]
                able = [
                    name for name in pool if name in brand.of("agent") and _takes_part(brand.of("agent")[name].value)
                ]
                if members and not able and action.agents != ():
                    yield found(
                        RULE,
                        f"nobody of the group {quoted(action.group)} can be chosen",
                        linked.draft.span(thing, (*place, "method")),
                        note="automatic assignment is off for all of them",
                        hint="add  assigned: [tickets]  to an agent, or assign to the group alone",
                    )
                if action.agents == ():
                    yield found(
                        RULE,
                        "there is nobody to choose from",
                        linked.draft.span(thing, (*place, "agents")),
                        note="an empty list",
                        hint="name agents, or leave agents: out for the whole group",
                    )


def _takes_part(agent: object) -> bool:
    return "tickets" in getattr(agent, "assigned", ())
