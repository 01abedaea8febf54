"""`changed`, `changed_to`, `changed_from`: the value now beside the one before the event.

Now is the state as earlier triggers of the pass left it. Before a ticket was created everything was blank.
"""

from schemas.conditions import Operand
from schemas.triggers.conditions.equality import same
from schemas.triggers.conditions.subject import Subject


def changed(subject: Subject, operand: Operand) -> bool:
    """`true`: another value than before; `false`: the same."""
    return _differs(subject) is operand


def changed_to(subject: Subject, operand: Operand) -> bool:
    """This value now, and not before."""
    return _differs(subject) and not isinstance(operand, tuple) and _is(subject.value, operand, subject)


def changed_from(subject: Subject, operand: Operand) -> bool:
    """This value before, and not now."""
    return _differs(subject) and not isinstance(operand, tuple) and _is(subject.before, operand, subject)


def _differs(subject: Subject) -> bool:
    """Order means nothing in a set."""
    if isinstance(subject.value, tuple) and isinstance(subject.before, tuple):
        return set(subject.value) != set(subject.before)
    return subject.value != subject.before


def _is(value: object, operand: object, subject: Subject) -> bool:
    if subject.type == "boolean":
        return (value is True) is (operand is True)
    return same(value, operand, subject)  # type: ignore[arg-type]  # both come from the same subject
