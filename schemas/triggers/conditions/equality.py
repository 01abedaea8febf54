"""`is` and `in`: the same value, or one of several. Text ignores case; numbers compare as numbers."""

from decimal import Decimal

from schemas.conditions import Operand, Scalar
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.reading import Value, fold, number


def same(value: Value, operand: Scalar, subject: Subject) -> bool:
    """Whether a value is what an admin wrote, as the target's type compares."""
    match value:
        case str():
            if not isinstance(operand, str):
                return False
            return fold(value) == fold(operand) if subject.type == "text" else value == operand
        case bool():
            return value is operand
        case Decimal():
            return value == number(operand)
        case _:
            return False


def is_(subject: Subject, operand: Operand) -> bool:
    """The value itself. A box that is not ticked is `false`, although it is blank to everything else."""
    if subject.type == "boolean":
        return (subject.value is True) is (operand is True)
    return not isinstance(operand, tuple) and same(subject.value, operand, subject)


def in_(subject: Subject, operand: Operand) -> bool:
    """One of the listed values."""
    return isinstance(operand, tuple) and any(same(subject.value, item, subject) for item in operand)
