"""`at_least`, `at_most`, `between`: priorities and numbers here, moments and durations through `time`. Ends count."""

from typing import Any

from schemas.conditions import Operand
from schemas.triggers.conditions import time
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.reading import number


def at_least(subject: Subject, operand: Operand) -> bool:
    """The operand or more."""
    rank, wanted = _rank(subject), _wanted(subject, operand)
    return rank is not None and wanted is not None and rank >= wanted


def at_most(subject: Subject, operand: Operand) -> bool:
    """The operand or less."""
    rank, wanted = _rank(subject), _wanted(subject, operand)
    return rank is not None and wanted is not None and rank <= wanted


def between(subject: Subject, operand: Operand) -> bool:
    """Between two operands, both included."""
    if not isinstance(operand, tuple) or len(operand) != 2:
        return False
    return at_least(subject, operand[0]) and at_most(subject, operand[1])


def is_crossed(subject: Subject, operand: Operand) -> bool:
    """Whether nothing can lie between two operands, because the first is the greater one."""
    if not isinstance(operand, tuple) or len(operand) != 2:
        return False
    lower, upper = _wanted(subject, operand[0]), _wanted(subject, operand[1])
    return lower is not None and upper is not None and bool(lower > upper)


def _rank(subject: Subject) -> Any:
    """The value as something with an order; `None` when it has none, as an id that is gone."""
    if subject.type == "ordered":
        return _place(subject, subject.value)
    return subject.value


def _wanted(subject: Subject, operand: Operand) -> Any:
    """The operand on the same scale as the value."""
    if isinstance(operand, tuple):
        return None
    match subject.type:
        case "ordered":
            return _place(subject, operand)
        case "number":
            return number(operand)
        case "moment":
            return time.moment(operand, subject.now)
        case "duration":
            return time.duration(operand, subject.hours)
        case "date":
            return time.local(operand, subject.value, subject.now)
        case _:
            return None


def _place(subject: Subject, word: Any) -> int | None:
    return subject.ground.priorities.index(word) if word in subject.ground.priorities else None
