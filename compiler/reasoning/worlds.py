"""Is there a ticket that meets some conditions? An example of one, a proof that there is none, or no answer.

Every condition looks at one target, so targets are settled one by one: the very functions that decide a condition when
a ticket comes are tried on the values that matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from compiler.reasoning.domains import ANOTHER, World, contradiction, domain
from compiler.reasoning.formula import Spelt, Together
from schemas.conditions import Condition
from schemas.triggers.conditions import passes
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.reading import Value, shown
from schemas.triggers.rule import Event
from schemas.triggers.sentences import TARGETS, in_words
from schemas.triggers.targets import STANDARD, TRACKING, Target

Pair: TypeAlias = tuple[Value, Value]


@dataclass(frozen=True, slots=True)
class Witness:
    """A ticket that does it, by target: its value and what it was before.

    `vague` are conditions that hold for words nobody can make up.
    """

    values: Mapping[str, Pair]
    vague: tuple[Condition, ...] = ()

    def told(self) -> str:
        """The ticket in words, as in `a ticket with the priority high and the tags vip`."""
        parts = [_told(target, *pair) for target, pair in self.values.items()]
        such = f"a ticket with {' and '.join(parts)}" if parts else "a ticket" if self.vague else "any ticket"
        return " ".join((such, *(f"where {in_words(one)}" for one in self.vague[:1])))


@dataclass(frozen=True, slots=True)
class Impossible:
    """No ticket does it; `core` are conditions on one target that exclude each other."""

    core: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is proved."""


Answer: TypeAlias = Witness | Impossible | Unknown


def find(spelt: Spelt, event: Event, world: World) -> Answer:
    """A ticket that meets one of the alternatives at an event."""
    unknown = False
    core: tuple[Condition, ...] = ()
    for together in spelt:
        answer = _one(together, event, world)
        if isinstance(answer, Witness) and not answer.vague:
            return answer
        if isinstance(answer, Impossible):
            core = core or answer.core
        else:
            unknown = True
    if not unknown:
        return Impossible(core)
    return _vague(spelt, event, world)


def is_impossible(spelt: Spelt, event: Event, world: World) -> bool:
    """Whether it is proved that no ticket meets any of the alternatives."""
    return isinstance(find(spelt, event, world), Impossible)


def _vague(spelt: Spelt, event: Event, world: World) -> Answer:
    """An alternative met but for words that nobody can make up; shown with the conditions themselves."""
    for together in spelt:
        answer = _one(together, event, world)
        if isinstance(answer, Witness):
            return answer
    return Unknown()


def _one(together: Together, event: Event, world: World) -> Answer:
    values: dict[str, Pair] = {}
    vague: list[Condition] = []
    for target, conditions in _by_target(together).items():
        known = world.vocabulary.targets.get(target)
        if known is None:
            return Unknown()
        answer = _settled(known, conditions, event, world)
        if answer is None:
            return Impossible(_core(known, conditions, event, world))
        if isinstance(answer, _Open):
            vague += conditions
        else:
            values[target] = answer
    return Witness(values, tuple(vague))


def _by_target(conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
    found: dict[str, list[Condition]] = {}
    for one in conditions:
        found.setdefault(one.target, []).append(one)
    return found


class _Open:
    """No value was found, and none is excluded."""


def _settled(target: Target, conditions: Sequence[Condition], event: Event, world: World) -> Pair | _Open | None:
    """A value that meets all conditions on one target; `None` where there is none."""
    given = domain(target, conditions, event, world)
    for value, before in given.pairs:
        if all(decide(one, target, value, before, world) for one in conditions):
            return value, before
    return None if given.is_whole or _is_contradiction(conditions) else _Open()


def decide(condition: Condition, target: Target, value: Value, before: Value, world: World) -> bool:
    """Whether a condition holds for one value; decided as it is for tickets."""
    hours = world.ground.calendars.get(condition.business_hours or "")
    subject = Subject(target.type, value, before, world.ground, world.now, target.name, hours)
    return passes(condition, subject)


def _is_contradiction(conditions: Sequence[Condition]) -> bool:
    """What can be proved about words without knowing all of them."""
    wanted: list[tuple[str, str]] = []
    unwanted: list[tuple[str, str]] = []
    given = {(one.operand is True) is not one.negated for one in conditions if one.operator == "present"}
    for one in conditions:
        if one.operator in ("contains", "starts_with", "ends_with", "matches") and isinstance(one.operand, str):
            (unwanted if one.negated else wanted).append((one.operator, one.operand))
    if False in given and (True in given or wanted):
        return True
    if any(pair in unwanted for pair in wanted):
        return True
    return contradiction(
        [pair for pair in wanted if pair[0] != "matches"], [pair for pair in unwanted if pair[0] != "matches"]
    )


def _core(target: Target, conditions: Sequence[Condition], event: Event, world: World) -> tuple[Condition, ...]:
    """The fewest of some conditions that exclude each other: one, or two, or all."""
    for one in conditions:
        if _settled(target, (one,), event, world) is None:
            return (one,)
    for index, later in enumerate(conditions):
        for earlier in conditions[:index]:
            if _settled(target, (earlier, later), event, world) is None:
                return (earlier, later)
    return tuple(conditions)


def after_writes(
    together: Together, known: Mapping[str, Value], touched: frozenset[str], world: World
) -> Together | None:
    """What is left of conditions on a ticket that something was written to; `None` where one fails on it.

    Conditions on what was touched without a known value, and comparisons with what was before, are left out: they may
    hold or not.
    """
    left = []
    for one in together:
        target = world.vocabulary.targets.get(one.target)
        if one.target in known and target is not None and one.operator not in TRACKING:
            if not decide(one, target, known[one.target], None, world):
                return None
        elif one.target not in touched:
            left.append(one)
    return tuple(left)


def _told(target: str, value: Value, before: Value) -> str:
    name = TARGETS.get(target, f"the field {target}").removeprefix("the ")
    said = shown(value)
    if said is None:
        words = f"no {name}" if target != "tags" else "no tags"
    elif isinstance(said, tuple):
        words = f"the {name} {', '.join('another' if item == ANOTHER else item for item in said)}"
    elif isinstance(value, bool):
        words = f"the {name} {'ticked' if value else 'not ticked'}"
    elif said == ANOTHER:
        words = f"another {name}"
    elif isinstance(value, timedelta):
        words = f"{said} {name.removeprefix('time ')}"
    elif target in STANDARD and STANDARD[target].type == "text":
        words = f'the {name} "{said}"'
    else:
        words = f"the {name} {said}"
    return words if before == value or before is None else f"{words} (before: {shown(before)})"
