"""Which rules can match at all: an index from attribute and value to rules, so that cost follows those that can.

A rule is filed under one of its required conditions that names values (`inquiry_type is refund`); a rule without such a
condition is always tried. The index may admit too many, never too few: what it admits is still decided in full.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from schemas.conditions import Condition
from schemas.triggers.facts import Facts, Ground
from schemas.triggers.reading import read
from schemas.triggers.rule import Trigger
from schemas.triggers.targets import STANDARD
from schemas.triggers.ticket import TicketState

_TYPES: Final = {"choice", "tree", "ordered", "set"}
"""Targets whose values are ids: only they can be looked up."""


@dataclass(frozen=True, slots=True)
class EventIndex:
    """The rules of one event. Positions count from 0 in evaluation order."""

    positions: tuple[int, ...] = ()
    """Every rule that listens, disabled ones, too."""
    always: tuple[int, ...] = ()
    by_value: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    """Target, then value, to the rules that need it."""
    told_by: Mapping[int, Condition] = field(default_factory=dict)
    """Rules filed under the very condition they begin with: when ruled out, it is the first that failed."""


def index_of(triggers: tuple[Trigger, ...], ground: Ground) -> Mapping[str, EventIndex]:
    """An index for every event some trigger listens to."""
    events = {event for trigger in triggers for event in trigger.events}
    return {event: _of_event(event, triggers, ground) for event in sorted(events)}


def _of_event(event: str, triggers: tuple[Trigger, ...], ground: Ground) -> EventIndex:
    listening = [position for position, trigger in enumerate(triggers) if event in trigger.events]
    always: list[int] = []
    by_value: dict[str, dict[str, list[int]]] = {}
    told_by: dict[int, Condition] = {}
    for position in listening:
        if not triggers[position].enabled:
            continue
        # Outside its schedule a rule is not looked at, whatever the ticket is like: the index has no say in it.
        is_timed = event == "time_passed" and triggers[position].schedule is not None
        key = None if is_timed else _key(triggers[position], ground)
        if key is None:
            always.append(position)
            continue
        condition, values = key
        if triggers[position].all[0] is condition:
            told_by[position] = condition
        for value in values:
            by_value.setdefault(condition.target, {}).setdefault(value, []).append(position)
    frozen = {
        target: {value: tuple(positions) for value, positions in of_target.items()}
        for target, of_target in by_value.items()
    }
    return EventIndex(tuple(listening), tuple(always), frozen, told_by)


def _key(trigger: Trigger, ground: Ground) -> tuple[Condition, frozenset[str]] | None:
    """The first required condition that names the values it accepts."""
    for item in trigger.all:
        if isinstance(item, Condition) and _is_id(item.target, ground):
            values = _accepted(item, ground)
            if values is not None:
                return item, values
    return None


def _is_id(target: str, ground: Ground) -> bool:
    standard = STANDARD.get(target)
    if standard is not None:
        return standard.type in _TYPES
    return (ground.fields.get(target) or ground.properties.get(target)) in _TYPES


def _accepted(condition: Condition, ground: Ground) -> frozenset[str] | None:
    """The ids of which the target must hold at least one for the condition to hold; `None` when that cannot be said."""
    if condition.negated:
        return None
    match condition.operator, condition.operand:
        case (("is" | "has" | "changed_to"), str() as one):
            return frozenset((one,))
        case (("in" | "has_any" | "has_all" | "added"), tuple() as several):
            return frozenset(item for item in several if isinstance(item, str))
        case "under", str() as top:
            return frozenset((top, *(name for name, line in ground.lines(condition.target).items() if top in line)))
        case _:
            return None


class Candidates:
    """The rules of one pass that can still match; it grows as the pass changes the ticket, never behind its back."""

    def __init__(self, index: EventIndex, ticket: TicketState, facts: Facts) -> None:
        self._index = index
        self._admitted = set(index.always)
        self._waiting = list(index.always)
        heapify(self._waiting)
        self._looked_up: dict[str, set[str]] = {target: set() for target in index.by_value}
        self.look_again(ticket, facts)

    def ruled_out_by(self, position: int) -> Condition | None:
        """The condition a rule begins with, where the index knows that it does not hold."""
        return None if position in self._admitted else self._index.told_by.get(position)

    def following(self, position: int) -> int | None:
        """The next candidate after a position; `None` at the end."""
        while self._waiting:
            first = heappop(self._waiting)
            if first > position:
                return first
        return None

    def look_again(self, ticket: TicketState, facts: Facts) -> None:
        """Admit the rules for values the ticket holds now and did not hold at an earlier look."""
        for target, of_target in self._index.by_value.items():
            fresh = _ids(target, ticket, facts) - self._looked_up[target]
            self._looked_up[target] |= fresh
            for value in fresh:
                self._admit(of_target.get(value, ()))

    def _admit(self, positions: Iterable[int]) -> None:
        for position in positions:
            if position not in self._admitted:
                self._admitted.add(position)
                heappush(self._waiting, position)


def _ids(target: str, ticket: TicketState, facts: Facts) -> set[str]:
    value = read(target, ticket, facts)
    if isinstance(value, str):
        return {value}
    return set(value) if isinstance(value, tuple) else set()
