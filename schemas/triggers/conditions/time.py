"""Moments and durations as an admin writes them. Local moments are read in the time zone of the event's `now`."""

from datetime import datetime, timedelta
from typing import Final

from schemas.conditions import Operand, Scalar
from schemas.durations import seconds
from schemas.hours import Calendar
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.reading import Value
from schemas.triggers.targets import is_duration, is_moment

_DAY: Final = "2026-03-01"


def moment(operand: Scalar, now: datetime | None) -> datetime | None:
    """`now`, a date (its first minute) or a local moment; `None` for anything else."""
    if now is None or not isinstance(operand, str) or not is_moment(operand):
        return None
    return now if operand == "now" else datetime.fromisoformat(operand).replace(tzinfo=now.tzinfo)


def local(operand: Scalar, answer: Value, now: datetime | None) -> str | None:
    """A moment as answers to date fields are kept, no finer than the answer it is compared with; without one, a day.

    In a form nothing is known of the time, so `now` is no moment there.
    """
    if not isinstance(operand, str) or not is_moment(operand) or (operand == "now" and now is None):
        return None
    written = now.strftime("%Y-%m-%dT%H:%M") if operand == "now" and now is not None else operand
    if isinstance(answer, str) and len(answer) > len(_DAY):
        return written if len(written) > len(_DAY) else f"{written}T00:00"
    return written[: len(_DAY)]


def duration(operand: Scalar, hours: Calendar | None = None) -> timedelta | None:
    """`14d`, `4h`, `15m`, a day of working time being a day's work; `None` for anything else."""
    if not isinstance(operand, str) or not is_duration(operand):
        return None
    return timedelta(seconds=seconds(operand)) if hours is None else hours.length(operand)


def within(subject: Subject, operand: Operand) -> bool:
    """The moment lies in the working time of a service level, by the brand's clock."""
    calendar = subject.ground.calendars.get(operand) if isinstance(operand, str) else None
    if calendar is None or subject.now is None or not isinstance(subject.value, datetime):
        return False
    return calendar.is_open(subject.value.astimezone(subject.now.tzinfo))
