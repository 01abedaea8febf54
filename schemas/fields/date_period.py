"""From one day to another. What a day or a moment is, is `schemas.fields.calendar`."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from schemas.fields import calendar
from schemas.fields.base import Compare, Fault, FieldBase

COMPARE: Final[Compare] = "period"


def _default(written: str) -> str:
    if calendar.period((written,), "day") == written:
        return written
    raise ValueError(f"{written!r} is not two days as in 2026-03-01 ~ 2026-03-05")


class DatePeriodField(FieldBase):
    """`type: date_period`; `default` is there before anybody answers."""

    type: Literal["date_period"]
    """From one day to another."""
    default: Annotated[str, AfterValidator(_default)] | None = None
    """What stands there at first."""


def parse(field: DatePeriodField, raw: tuple[str, ...]) -> str | Fault:
    """Both days in their one spelling, the earlier one first."""
    return calendar.period(raw, "day")


def format(field: DatePeriodField, answer: str, language: str, default_language: str) -> str:
    """Both days, year first."""
    return calendar.shown(answer)
