"""`has`, `has_any`, `has_all`, `added`, `removed`: tags, and the ticked options of checkboxes."""

from schemas.conditions import Operand
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.reading import Value


def has(subject: Subject, operand: Operand) -> bool:
    """This one is among them."""
    return operand in _items(subject.value)


def has_any(subject: Subject, operand: Operand) -> bool:
    """At least one of the listed ones is among them."""
    return not _items(subject.value).isdisjoint(_wanted(operand))


def has_all(subject: Subject, operand: Operand) -> bool:
    """Every listed one is among them."""
    return bool(_wanted(operand)) and _items(subject.value) >= _wanted(operand)


def added(subject: Subject, operand: Operand) -> bool:
    """At least one of the listed ones is there now and was not before the event."""
    return not (_items(subject.value) - _items(subject.before)).isdisjoint(_wanted(operand))


def removed(subject: Subject, operand: Operand) -> bool:
    """At least one of the listed ones was there before the event and is not now."""
    return not (_items(subject.before) - _items(subject.value)).isdisjoint(_wanted(operand))


def _items(value: Value) -> set[object]:
    return set(value) if isinstance(value, tuple) else set()


def _wanted(operand: Operand) -> set[object]:
    return set(operand) if isinstance(operand, tuple) else {operand}
