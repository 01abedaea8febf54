"""What an operator is given: one target's value, what it was before, and what values stand on."""

from dataclasses import dataclass
from datetime import datetime

from schemas.hours import Calendar
from schemas.triggers.facts import Ground
from schemas.triggers.reading import Value
from schemas.triggers.targets import TargetType


@dataclass(frozen=True, slots=True)
class Subject:
    """One target, ready to be compared; `None` is blank."""

    type: TargetType
    value: Value
    before: Value
    """Blank where the event made the ticket."""
    ground: Ground
    now: datetime | None = None
    """Left out where nothing compares with time, as in forms."""
    target: str = ""
    """What is looked at; it says which tree or service level a value is from."""
    hours: Calendar | None = None
    """The working time a duration is counted in (`business_hours`); `None` counts every hour."""
