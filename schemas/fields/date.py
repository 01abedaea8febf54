"""A day. What a day or a moment is, is `schemas.fields.calendar`."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from schemas.fields import calendar
from schemas.fields.base import Compare, Fault, FieldBase, one

COMPARE: Final[Compare] = "date"


def _default(written: str) -> str:
    if written == calendar.NOW_DAY or calendar.read(written, "day") == written:
        return written
    raise ValueError(f"{written!r} is neither {calendar.NOW_DAY!r} nor a day as in 2026-03-01")


class DateField(FieldBase):
    """`type: date`; `default` is there before anybody answers."""

    type: Literal["date"]
    """A day."""
    default: Annotated[str, AfterValidator(_default)] | None = None
    """What stands there at first."""


def parse(field: DateField, raw: tuple[str, ...]) -> str | Fault:
    """The day in its one spelling."""
    sent = one(raw)
    return sent if isinstance(sent, Fault) else calendar.one(sent, "day")


def format(field: DateField, answer: str, language: str, default_language: str) -> str:
    """Year first, which no country reads as another day."""
    return calendar.shown(answer)
