"""A group that lists an agent twice: assignment in turn would give that agent every second ticket."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD428", "agent-twice-in-group")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every place after the first where a group names an agent."""
    for brand in linked.brands.values():
        for thing in brand.of("group").values():
            agents = thing.value.agents
            for index, name in enumerate(agents):
                first = agents.index(name)
                if first != index:
                    yield found(
                        RULE,
                        f"the agent {quoted(name)} is in this group twice",
                        linked.draft.span(thing, ("agents", index)),
                        note="again here",
                        labels=[Label(linked.draft.span(thing, ("agents", first)), "first here")],
                        hint="remove one of them",
                    )
