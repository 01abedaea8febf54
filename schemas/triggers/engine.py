"""`decide`: the one function that says what a rule set does to a ticket. Rule semantics version 1.

One pass, top to bottom, over the ticket as earlier rules of the pass left it; every match acts; of several writes to
one attribute the last one counts; nothing starts a second pass. Pure: the store calls it inside the ticket's
transaction, rule tests and replay call the very same function. `schemas.triggers.interpreter` is its oracle.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from schemas.triggers.effects import Effect
from schemas.triggers.facts import Facts
from schemas.triggers.index import Candidates, EventIndex
from schemas.triggers.reading import read, shown
from schemas.triggers.rule import Event
from schemas.triggers.ruleset import Rules
from schemas.triggers.ticket import TicketState
from schemas.triggers.trace import Failed, Trace
from schemas.triggers.working import Working


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens: effects in the order of their rules, each counting; nothing is in it that changes nothing."""

    effects: tuple[Effect, ...]
    trace: Trace
    ticket: TicketState
    """The ticket with the state effects applied."""
    cursor_moves: Mapping[str, str] = field(default_factory=dict)
    """Rotation to the agent now chosen; to be stored and handed in again as `Facts.cursors`."""
    standing: frozenset[str] = frozenset()
    """`time_passed` only: the rules that hold now; to be handed in at the next look as `Facts.standing`."""


FULL_UP_TO: Final = 1000
"""With more rules than this for an event, a trace leaves out those that could not match unless it is asked for them."""


def decide(
    rules: Rules, event: Event, ticket: TicketState, facts: Facts, *, told_in_full: bool | None = None
) -> Decision:
    """Run one pass of the rules over a ticket.

    The trace names every rule of the event and why it did not fire. Told in short, it leaves out the rules the index
    rules out, so that a decision costs what the rules that can match cost, however many others there are.
    """
    working = Working(ticket, facts, event)
    index = rules.index.get(event, EventIndex())
    candidates = Candidates(index, ticket, facts)
    if told_in_full is None:
        told_in_full = len(index.positions) <= FULL_UP_TO
    if told_in_full:
        for position in index.positions:
            _turn(rules, position, working, candidates)
    else:
        following = candidates.following(-1)
        while following is not None:
            _turn(rules, following, working, candidates)
            following = candidates.following(following)
    return Decision(
        working.effects(),
        Trace(event, working.told(), told_in_full),
        working.ticket,
        working.cursor_moves(),
        frozenset(working.standing),
    )


def _turn(rules: Rules, position: int, working: Working, candidates: Candidates) -> None:
    trigger, before = rules.triggers[position], working.ticket
    condition = candidates.ruled_out_by(position) if trigger.enabled else None
    if condition is not None:
        actual = shown(read(condition.target, before, working.facts))
        working.miss(trigger, trigger.id, Failed("all.0", condition.target, condition.word, condition.operand, actual))
        return
    working.turn(trigger)
    if working.ticket is not before:
        candidates.look_again(working.ticket, working.facts)
