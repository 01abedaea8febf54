"""What an operator is given: one target's value, what it was before, and what values stand on."""

from dataclasses import dataclass
from datetime import datetime

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
