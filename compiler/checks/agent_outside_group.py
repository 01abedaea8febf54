"""A ticket given to an agent of another group: it would belong to people who cannot see it in their list."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.span import Path
from schemas.triggers.actions.assign import Assign
from schemas.triggers.places import actions_of

RULE = Rule("FD507", "agent-outside-group")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`assign` with an agent that its group does not list."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Assign) or action.group not in brand.of("group"):
                    continue
                group = brand.of("group")[action.group]
                for path, name in _named(action, place):
                    if name in brand.of("agent") and name not in group.value.agents:
                        yield found(
                            RULE,
                            f"the agent {quoted(name)} is not in the group {quoted(action.group)}",
                            linked.draft.span(thing, path),
                            note="not a member",
                            labels=[Label(linked.draft.span(group, ("agents",)), "its members")],
                            hint=did_you_mean(name, group.value.agents),
                        )


def _named(action: Assign, place: Path) -> Iterator[tuple[Path, str]]:
    if action.agent is not None:
        yield (*place, "agent"), action.agent
    for index, name in enumerate(action.agents or ()):
        yield (*place, "agents", index), name
