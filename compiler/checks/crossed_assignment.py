"""An assignment that says two things: a named agent and a method, or a list of agents without a method."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from schemas.triggers.actions.assign import Assign
from schemas.triggers.places import actions_of

RULE = Rule("FD510", "crossed-assignment")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`agent:` beside `method:` or `agents:`, and `agents:` without `method:`."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Assign):
                    continue
                other = "method" if action.method is not None else "agents" if action.agents is not None else None
                if action.agent is not None and other is not None:
                    yield found(
                        RULE,
                        f"one agent is named, and {other}: chooses among several",
                        linked.draft.span(thing, (*place, other), "key"),
                        note="cannot both be",
                        labels=[Label(linked.draft.span(thing, (*place, "agent")), "named here")],
                        hint=f"leave out agent: or {other}:",
                    )
                elif action.agents is not None and action.method is None:
                    yield found(
                        RULE,
                        "agents: names several, and nothing says how one is chosen",
                        linked.draft.span(thing, (*place, "agents"), "key"),
                        note="without a method",
                        hint="add  method: linear  (in turn) or  method: random",
                    )
