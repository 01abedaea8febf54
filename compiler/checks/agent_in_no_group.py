"""An agent who is in no group: tickets belong to groups, so none would ever reach this agent."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD421", "agent-in-no-group")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Agents that `agents:` of no group names."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("group", brand.id):
            continue
        grouped = {name for thing in brand.of("group").values() for name in thing.value.agents}
        for name, thing in brand.of("agent").items():
            if name not in grouped:
                yield found(
                    RULE,
                    f"the agent {quoted(name)} is in no group",
                    linked.draft.span(thing, (), "key"),
                    note="gets no tickets",
                    hint="list the agent in groups.yaml",
                )
