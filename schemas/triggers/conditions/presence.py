"""`present`: whether there is a value at all."""

from schemas.conditions import Operand
from schemas.triggers.conditions.subject import Subject


def present(subject: Subject, operand: Operand) -> bool:
    """`true`: there is one; `false`: it is blank."""
    return (subject.value is not None) is operand
