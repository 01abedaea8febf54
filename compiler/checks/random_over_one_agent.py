"""Assignment by chance or in turn where only one agent can be chosen: no choice at all."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.triggers.actions.assign import Assign
from schemas.triggers.places import actions_of

RULE = Rule("FD509", "random-over-one-agent", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`method: random` over a single agent, named or as the only member of the group."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Assign) or action.method != "random" or action.group not in brand.of("group"):
                    continue
                members = brand.of("group")[action.group].value.agents
                pool = [name for name in members if action.agents is None or name in action.agents]
                if len(pool) == 1:
                    yield found(
                        RULE,
                        f"by chance over one agent always chooses {quoted(pool[0])}",
                        linked.draft.span(thing, (*place, "method")),
                        note="nothing to choose",
                        hint=f"write  agent: {pool[0]}",
                    )
