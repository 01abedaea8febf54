"""Deciding one condition: `holds`. One file per family of operators, in one explicit table.

Negation is one rule for all: an opposite holds exactly when its operator does not, which is why a blank value passes
only opposites. How conditions join is `schemas.triggers.matching`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from schemas.conditions import Condition, Operand
from schemas.triggers.conditions import change, equality, order, presence, sets, text, time, tree
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.facts import Facts
from schemas.triggers.reading import read, shown, type_of
from schemas.triggers.ticket import TicketState
from schemas.triggers.trace import Actual

Operator = Callable[[Subject, Operand], bool]

OPERATORS: Final[Mapping[str, Operator]] = {
    "is": equality.is_,
    "in": equality.in_,
    "under": tree.under,
    "at_least": order.at_least,
    "at_most": order.at_most,
    "between": order.between,
    "contains": text.contains,
    "starts_with": text.starts_with,
    "ends_with": text.ends_with,
    "matches": text.matches,
    "has": sets.has,
    "has_any": sets.has_any,
    "has_all": sets.has_all,
    "added": sets.added,
    "removed": sets.removed,
    "present": presence.present,
    "changed": change.changed,
    "changed_to": change.changed_to,
    "changed_from": change.changed_from,
    "within": time.within,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds, and the value it looked at as a trace shows it."""

    held: bool
    actual: Actual


def holds(condition: Condition, ticket: TicketState, facts: Facts) -> Verdict:
    """Decide one condition on a ticket."""
    target = condition.target
    hours = facts.ground.calendars.get(condition.business_hours or "")
    value = read(target, ticket, facts, hours)
    before = None if facts.before is None else read(target, facts.before, facts)
    subject = Subject(type_of(target, facts), value, before, facts.ground, facts.now, target, hours)
    return Verdict(passes(condition, subject), shown(value))


def passes(condition: Condition, subject: Subject) -> bool:
    """Decide one condition on a value already read."""
    return OPERATORS[condition.operator](subject, condition.operand) is not condition.negated
