"""`under`: an inquiry type or processing type itself, or anything below it."""

from schemas.conditions import Operand
from schemas.triggers.conditions.subject import Subject


def under(subject: Subject, operand: Operand) -> bool:
    """Whether the operand is the value or one of its parents; a type that is gone has no parents."""
    value = subject.value
    return isinstance(value, str) and operand in subject.ground.lines(subject.target).get(value, (value,))
