"""From one moment to another. What a day or a moment is, is `schemas.fields.calendar`."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from schemas.fields import calendar
from schemas.fields.base import Compare, Fault, FieldBase

COMPARE: Final[Compare] = "period"


def _default(written: str) -> str:
    if calendar.period((written,), "minute") == written:
        return written
    raise ValueError(f"{written!r} is not two moments as in 2026-03-01T09:00 ~ 2026-03-01T12:00")


class DatetimePeriodField(FieldBase):
    """`type: datetime_period`; `default` is there before anybody answers."""

    type: Literal["datetime_period"]
    """From one moment to another."""
    default: Annotated[str, AfterValidator(_default)] | None = None
    """What stands there at first."""


def parse(field: DatetimePeriodField, raw: tuple[str, ...]) -> str | Fault:
    """Both moments in their one spelling, the earlier one first."""
    return calendar.period(raw, "minute")


def format(field: DatetimePeriodField, answer: str, language: str, default_language: str) -> str:
    """Both moments, year first."""
    return calendar.shown(answer)
