"""Two parts of a rule set and one event: do they meet on a ticket, and does the second follow whenever the first fires?

The second is looked at on the ticket as the first leaves it. What stands between them may change it further; who needs
a proof asks `untouched_between`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from compiler.link import LinkedBrand, once
from compiler.reasoning.domains import World
from compiler.reasoning.formula import Spelt
from compiler.reasoning.parts import Part, known_after, sound_parts, touched
from compiler.reasoning.worlds import Answer, Impossible, after_writes, find
from schemas.conditions import Condition
from schemas.triggers.rule import Event

MOST: Final = 2000
"""So many pairs of one brand are looked at closely; in larger rule sets the rest is taken to be right."""


def shared_events(first: Part, second: Part) -> tuple[Event, ...]:
    """The events both wait for, in the order of the first."""
    return tuple(event for event in first.trigger.events if event in second.trigger.events)


def meeting(first: Part, second: Part, event: Event, world: World) -> Answer:
    """A ticket on which both fire at an event."""
    return find(_sequence(first, second.formula, world), event, world)


def meeting_before(first: Part, second: Part, event: Event, world: World) -> Answer:
    """A ticket on which both would fire if the first wrote nothing."""
    return find(_product(first.formula, second.formula), event, world)


def always_follows(first: Part, second: Part, event: Event, world: World) -> bool:
    """Whether it is proved that the second fires whenever the first does."""
    return isinstance(find(_sequence(first, second.denial, world), event, world), Impossible)


def _sequence(first: Part, then: Spelt, world: World) -> Spelt:
    known, changed = known_after(first, world), touched(first)
    left = (after_writes(together, known, changed, world) for together in then)
    return _product(first.formula, tuple(together for together in left if together is not None))


def _product(first: Spelt, second: Spelt) -> Spelt:
    return tuple((*one, *other) for one in first for other in second)


def untouched_between(parts: Sequence[Part], first: int, second: int) -> bool:
    """Whether nothing between two parts changes what the second looks at, or looks at what the first writes."""
    wanted, written = parts[second].reads, touched(parts[first])
    between = parts[first + 1 : second]
    return not any(touched(part) & wanted or part.reads & written for part in between)


def rivals_of(brand: LinkedBrand, world: World) -> tuple[tuple[int, int], ...]:
    """The rivals among all sound parts of a brand, which several checks go through."""
    return once(brand, "rivals", lambda: tuple(rivals(sound_parts(brand, world), world)))


def rivals(parts: Sequence[Part], world: World) -> Iterator[tuple[int, int]]:
    """Positions of pairs with a common event whose required ids do not keep them apart; at most `MOST`."""
    events = [frozenset(part.trigger.events) for part in parts]
    above = _Above()
    count = 0
    for second, part in enumerate(parts):
        named = _named(part, world)
        for first in above.not_apart(named):
            if parts[first].thing is part.thing or events[first].isdisjoint(events[second]):
                continue
            yield first, second
            count += 1
            if count == MOST:
                return
        above.add(named)


class _Above:
    """The parts above one, by the ids they require: most are kept apart by those, and need not be looked at."""

    def __init__(self) -> None:
        self._count = 0
        self._requiring: dict[str, set[int]] = {}
        self._by_id: dict[tuple[str, str], set[int]] = {}

    def add(self, named: Mapping[str, frozenset[str]]) -> None:
        for target, ids in named.items():
            self._requiring.setdefault(target, set()).add(self._count)
            for one in ids:
                self._by_id.setdefault((target, one), set()).add(self._count)
        self._count += 1

    def not_apart(self, named: Mapping[str, frozenset[str]]) -> list[int]:
        """Positions of the parts that require no other ids of any target, in order."""
        left = set(range(self._count))
        for target, ids in named.items():
            left -= self._requiring.get(target, set()).difference(*(self._by_id.get((target, one), ()) for one in ids))
        return sorted(left)


def _named(part: Part, world: World) -> dict[str, frozenset[str]]:
    """The ids that every alternative of a part requires of a target; what the part before writes is not known here."""
    found: dict[str, frozenset[str]] | None = None
    for together in part.formula:
        here: dict[str, frozenset[str]] = {}
        for one in together:
            ids = _ids(one, world)
            if ids is not None:
                here[one.target] = here.get(one.target, ids) & ids
        found = here if found is None else {name: found[name] | here[name] for name in found.keys() & here.keys()}
    return found or {}


def _ids(condition: Condition, world: World) -> frozenset[str] | None:
    if condition.negated or condition.target not in ("inquiry_type", "project", "portal", "channel", "language"):
        return None
    wanted = frozenset(item for item in condition.operands if isinstance(item, str))
    match condition.operator:
        case "is" | "in":
            return wanted
        case "under":
            lines = world.ground.lines(condition.target)
            return frozenset(name for name, line in lines.items() if wanted & set(line)) | wanted
        case _:
            return None
