"""Moments and durations as an admin writes them. Local moments are read in the time zone of the event's `now`."""

from datetime import datetime, timedelta

from schemas.conditions import Scalar
from schemas.durations import seconds
from schemas.triggers.targets import is_duration, is_moment


def moment(operand: Scalar, now: datetime | None) -> datetime | None:
    """`now`, a date (its first minute) or a local moment; `None` for anything else."""
    if now is None or not isinstance(operand, str) or not is_moment(operand):
        return None
    return now if operand == "now" else datetime.fromisoformat(operand).replace(tzinfo=now.tzinfo)


def duration(operand: Scalar) -> timedelta | None:
    """`14d`, `4h`, `15m`; `None` for anything else."""
    return timedelta(seconds=seconds(operand)) if isinstance(operand, str) and is_duration(operand) else None
