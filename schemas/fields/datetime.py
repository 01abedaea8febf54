"""A day and the time of day. What a day or a moment is, is `schemas.fields.calendar`."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from schemas.fields import calendar
from schemas.fields.base import Compare, Fault, FieldBase, one

COMPARE: Final[Compare] = "date"


def _default(written: str) -> str:
    if written == calendar.NOW_MINUTE or calendar.read(written, "minute") == written:
        return written
    raise ValueError(f"{written!r} is neither {calendar.NOW_MINUTE!r} nor a moment as in 2026-03-01T09:00")


class DatetimeField(FieldBase):
    """`type: datetime`; `default` is there before anybody answers."""

    type: Literal["datetime"]
    """A day and a time of day."""
    default: Annotated[str, AfterValidator(_default)] | None = None
    """What stands there at first."""


def parse(field: DatetimeField, raw: tuple[str, ...]) -> str | Fault:
    """The moment in its one spelling."""
    sent = one(raw)
    return sent if isinstance(sent, Fault) else calendar.one(sent, "minute")


def format(field: DatetimeField, answer: str, language: str, default_language: str) -> str:
    """Year first, which no country reads as another moment."""
    return calendar.shown(answer)
