"""Which values a target may have when an event is looked at: enough of them to decide a handful of conditions.

Conditions tell values apart only by what they name, so the values named, what lies between them and one that nobody
named stand for all. Where that does not hold (words, regular expressions) the list is marked as open: finding nothing
in it proves nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from itertools import combinations, pairwise
from typing import Any, Final

from schemas.conditions import Condition, Scalar
from schemas.hours import Calendar
from schemas.triggers.conditions import time
from schemas.triggers.facts import Ground
from schemas.triggers.reading import Value, fold, number
from schemas.triggers.rule import Event
from schemas.triggers.targets import TRACKING, Target, Vocabulary

ANOTHER: Final = "\N{HORIZONTAL ELLIPSIS}"
"""An id or word that no condition names."""

_NEVER_BLANK: Final = frozenset(
    {"status", "priority", "channel", "language", "created_at", "now", "actor", "customer.language"}
)
_AT_ONCE: Final = frozenset({"since_created", "since_activity", "since_updated", "since_status"})
_NOT_YET: Final = frozenset({"since_customer_reply", "since_agent_reply", "rating"})
_ACTORS: Final[dict[Event, tuple[str, ...]]] = {
    "customer_replied": ("customer", "api"),
    "agent_replied": ("agent", "admin", "api"),
    "note_added": ("agent", "admin", "api"),
    "rated": ("customer", "api"),
    "time_passed": ("api",),
}
_WORDLESS: Final = frozenset({"changed", "time_passed", "booked", "booking_changed"})
_MOST_IDS: Final = 60
_MOST_TAGS: Final = 5


@dataclass(frozen=True, slots=True)
class World:
    """What a brand's rules stand on, as far as conditions tell."""

    vocabulary: Vocabulary
    ground: Ground
    now: datetime


@dataclass(frozen=True, slots=True)
class Domain:
    """Pairs of a value and what it was before the event; `is_whole` says that no other could make a difference."""

    pairs: tuple[tuple[Value, Value], ...]
    is_whole: bool


def domain(target: Target, conditions: Sequence[Condition], event: Event, world: World) -> Domain:
    """The values of a target that matter to some conditions on it, at one event."""
    values, is_whole = _values(target, conditions, event, world)
    if event == "created":
        return Domain(tuple((value, None) for value in values), is_whole)
    if not any(one.operator in TRACKING for one in conditions):
        return Domain(tuple((value, value) for value in values), is_whole)
    return Domain(tuple((value, before) for value in values for before in values), is_whole)


def _values(  # noqa: PLR0911  one for each type of target
    target: Target, conditions: Sequence[Condition], event: Event, world: World
) -> tuple[tuple[Value, ...], bool]:
    special = _at(target, event)
    if special is not None:
        return special, True
    named = [item for one in conditions for item in one.operands]
    blank: tuple[Value, ...] = () if target.name in _NEVER_BLANK else (None,)
    match target.type:
        case "boolean":
            return (True, None), True
        case "files":
            return (("a file",), None), True
        case "set":
            return _sets(target, named, world)
        case "choice" | "tree" | "ordered":
            return _wanted((*_ids(target, named, world), *blank), conditions), True
        case "number":
            whole = _between(sorted({one for one in map(number, named) if one is not None}), Decimal(1))
            return (*_rated(target, whole), *blank), True
        case "duration":
            return _lengths(conditions, world, blank)
        case "moment":
            return _moments(target, conditions, named, world, blank)
        case "text":
            return (*_texts(conditions), *blank), any(_settles(one) for one in conditions)
        case _:
            return (*(item for item in named if isinstance(item, str)), ANOTHER, *blank), False


def _at(target: Target, event: Event) -> tuple[Value, ...] | None:
    """What an event itself says of a target; `None` where it says nothing."""
    name = target.name
    if event == "created" and name in _AT_ONCE:
        return (timedelta(),)
    if event == "created" and name in _NOT_YET:
        return (None,)
    if name == "actor" and event in _ACTORS:
        return _ACTORS[event]
    if name == "actor.id" and event in ("customer_replied", "rated", "time_passed"):
        return (None,)
    if name == "new_text" and event in _WORDLESS:
        return (None,)
    if name == "rating" and event == "rated":
        return tuple(Decimal(stars) for stars in range(1, 6))
    return None


def _ids(target: Target, named: Iterable[Scalar], world: World) -> tuple[str, ...]:
    """The legal ids; of a long list those that are named, what lies below them, and a few others."""
    wanted = [item for item in named if isinstance(item, str)]
    legal = world.vocabulary.legal.get(target.name)
    if legal is None:
        return (*dict.fromkeys(wanted), ANOTHER)
    if len(legal) <= _MOST_IDS:
        return legal
    lines = world.ground.lines(target.name) if target.type == "tree" else {}
    near = [name for name in legal if name in wanted or any(top in wanted for top in lines.get(name, ()))]
    rest = [name for name in legal if name not in near]
    return (*near, *(rest if target.type == "ordered" else rest[:2]))


def _wanted(values: tuple[Value, ...], conditions: Sequence[Condition]) -> tuple[Value, ...]:
    """Without the ids that a condition which names a single one rules out; all where somebody asks what was before."""
    named = next((one.operand for one in conditions if one.operator == "is" and not one.negated), None)
    if named is None or any(one.operator in TRACKING for one in conditions):
        return values
    return tuple(value for value in values if value == named)


def _sets(target: Target, named: Iterable[Scalar], world: World) -> tuple[tuple[Value, ...], bool]:
    items = tuple(dict.fromkeys(item for item in named if isinstance(item, str)))
    legal = world.vocabulary.legal.get(target.name)
    other = ANOTHER if legal is None else next((item for item in legal if item not in items), None)
    pool = items[:_MOST_TAGS] + (() if other is None else (other,))
    some = [tuple(chosen) for size in range(1, len(pool) + 1) for chosen in combinations(pool, size)]
    return (*some, None), len(items) <= _MOST_TAGS


def _between(marks: Sequence[Any], step: Any) -> list[Any]:
    """The marks, something between each two, and something on either side."""
    if not marks:
        return [step]
    with localcontext(prec=100):  # numbers have up to 45 digits; what lies between two of them one more
        inner = [low + (high - low) / 2 for low, high in pairwise(marks)]
        return sorted({*marks, *inner, marks[0] - step, marks[-1] + step})


def _rated(target: Target, values: list[Any]) -> tuple[Value, ...]:
    if target.name == "rating":
        return tuple(Decimal(stars) for stars in range(1, 6))
    return tuple(values)


def _lengths(conditions: Sequence[Condition], world: World, blank: tuple[Value, ...]) -> tuple[tuple[Value, ...], bool]:
    """Lengths of time; those counted in different hours cannot be compared, so nothing is proved about them."""
    counted = {one.business_hours for one in conditions}
    hours: Calendar | None = world.ground.calendars.get(next(iter(counted)) or "") if len(counted) == 1 else None
    marks = sorted(
        {
            length
            for one in conditions
            for item in one.operands
            if not isinstance(item, bool) and (length := time.duration(item, hours)) is not None
        }
    )
    values = [value for value in _between(marks, timedelta(hours=1)) if value >= timedelta()]
    never: tuple[Value, ...] = blank if any(one.target in _NOT_YET for one in conditions) else ()
    return (*values, *never), len(counted) == 1


def _moments(
    target: Target, conditions: Sequence[Condition], named: Iterable[Scalar], world: World, blank: tuple[Value, ...]
) -> tuple[tuple[Value, ...], bool]:
    marks = sorted({one for item in named if (one := _moment(item, world)) is not None})
    values = tuple(_between(marks, timedelta(days=1))) if marks else (world.now,)
    moving = any(one.operator == "within" or "now" in one.operands for one in conditions)
    created = target.name == "created_at"
    return (*(value for value in values if not created or value <= world.now or not moving), *blank), not moving


def _moment(item: Scalar, world: World) -> datetime | None:
    return time.moment(item, world.now) if isinstance(item, str) else None


def _settles(condition: Condition) -> bool:
    """Whether a condition on words names the very words, so that nothing else can make it hold."""
    return condition.operator in ("is", "in", "changed_to") and not condition.negated


def _texts(conditions: Sequence[Condition]) -> Iterator[str]:
    """Words that may satisfy conditions: those named as a whole, and one text with everything wanted in it."""
    named: list[str] = []
    begins, holds, ends = "", [], ""
    for one in conditions:
        words = [item for item in one.operands if isinstance(item, str)]
        match one.operator:
            case "is" | "in" | "changed_to" | "changed_from":
                named += words
            case "starts_with" if not one.negated:
                begins = max((begins, words[0]), key=len)
            case "ends_with" if not one.negated:
                ends = max((ends, words[0]), key=len)
            case "contains" if not one.negated:
                holds += words
    made = " ".join(part for part in (begins, *holds, ends) if part)
    yield from dict.fromkeys((*named, *((made,) if made else ()), *holds, ANOTHER))


def contradiction(positive: Sequence[tuple[str, str]], negative: Sequence[tuple[str, str]]) -> bool:
    """Whether no text can do all that is wanted and nothing that is not: pairs of an operator and its words."""
    for operator, words in positive:
        for other, unwanted in negative:
            if _implies(operator, fold(words), other, fold(unwanted)):
                return True
    return _apart(positive, "starts_with", str.startswith) or _apart(positive, "ends_with", str.endswith)


def _implies(operator: str, words: str, other: str, unwanted: str) -> bool:
    if other == "contains":
        return unwanted in words
    if other == "starts_with":
        return operator == "starts_with" and words.startswith(unwanted)
    return other == "ends_with" and operator == "ends_with" and words.endswith(unwanted)


def _apart(positive: Sequence[tuple[str, str]], operator: str, fits: Callable[[str, str], bool]) -> bool:
    wanted = [fold(words) for one, words in positive if one == operator]
    return any(not fits(one, two) and not fits(two, one) for one, two in combinations(wanted, 2))
