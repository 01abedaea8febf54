"""A ticket given to an agent who may not work on tickets."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.triggers.actions.assign import Assign
from schemas.triggers.places import actions_of

RULE = Rule("FD520", "agent-without-tickets")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`assign` to a named agent whose `permissions:` leave tickets out."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Assign) or action.agent is None:
                    continue
                agent = brand.of("agent").get(action.agent)
                if agent is not None and "tickets" not in agent.value.permissions:
                    yield found(
                        RULE,
                        f"the agent {quoted(action.agent)} may not work on tickets",
                        linked.draft.span(thing, (*place, "agent")),
                        note="gets tickets here",
                        labels=[Label(linked.draft.span(agent, ("permissions",)), "without tickets")],
                        hint="add tickets to the agent's permissions, or choose another agent",
                    )
