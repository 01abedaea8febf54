"""Days and moments as people answer them: what date, datetime and the two periods have in common.

A moment is local: hours on the wall of whoever answers, without a zone. It is kept as `2026-03-01` or
`2026-03-01T09:00`, which sorts as text; a period is two of them joined by ` ~ `.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from schemas.fields.base import Fault

Grain: TypeAlias = Literal["day", "minute"]

TO: Final = " ~ "
"""Between the two ends of a period, as the Open API writes it."""

NOW_DAY: Final = "today"
NOW_MINUTE: Final = "now"
"""What a default says that is the day or the moment at which a form is opened."""

_DAY: Final = r"(\d{4})\s*[-./年년]\s*(\d{1,2})\s*[-./月월]\s*(\d{1,2})(?:\s*[.日일])?"
_TIME: Final = r"(\d{1,2})\s*[:.時시]\s*(\d{2})(?:\s*[分분]|:\d{2}(?:\.\d+)?)?"
_DATE: Final = re.compile(_DAY)
_MOMENT: Final = re.compile(rf"{_DAY}(?:\s*+[T,]\s*+|\s++){_TIME}")


def read(typed: str, grain: Grain) -> str | None:
    """One day or moment in its one spelling; `None` when the words are none. The year comes first, as in ISO 8601.

    Digits of any script count. Days with the year last are refused: `03.04.2026` is two days in two countries.
    """
    words = "".join(_plain(letter) for letter in typed).strip()
    match = (_DATE if grain == "day" else _MOMENT).fullmatch(words)
    if match is None:
        return None
    numbers = [int(part) for part in match.groups()]
    try:
        if grain == "day":
            return date(*numbers).isoformat()
        return datetime(*numbers).isoformat(timespec="minutes")  # type: ignore[arg-type]  # five numbers by the pattern
    except ValueError:
        return None


def _plain(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return str(value)
    return {"\uff0f": "/", "\uff0d": "-", "\uff1a": ":", "\uff0e": ".", "\u2212": "-", "\u2010": "-"}.get(
        letter, letter
    )


def one(sent: str, grain: Grain) -> str | Fault:
    """What was sent for one day or moment; blank for nothing."""
    if not sent.strip():
        return ""
    return read(sent, grain) or Fault("validate.date" if grain == "day" else "validate.datetime")


def period(raw: tuple[str, ...], grain: Grain) -> str | Fault:
    """What was sent for a period: both ends, or one text with ` ~ ` between; blank for nothing at all."""
    ends = tuple(part for sent in raw for part in sent.split("~"))
    if not any(end.strip() for end in ends):
        return ""
    if len(ends) != 2:
        return Fault("validate.period_end" if len(ends) < 2 else "validate.several")
    begin, end = (one(part, grain) for part in ends)
    if isinstance(begin, Fault):
        return begin
    if isinstance(end, Fault):
        return end
    if not begin or not end:
        return Fault("validate.period_end")
    return Fault("validate.period_order") if begin > end else f"{begin}{TO}{end}"


def filled_in(default: str, now: datetime) -> tuple[str, ...]:
    """A default as it stands in the controls of a form opened at `now`, local time: one, or both ends of a period."""
    if default == NOW_DAY:
        return (now.date().isoformat(),)
    if default == NOW_MINUTE:
        return (now.strftime("%Y-%m-%dT%H:%M"),)
    return tuple(default.split(TO))


def shown(answer: str) -> str:
    """A day, a moment or a period as people read it in every language: `2026-03-01 09:00 – 2026-03-02 10:00`."""
    return answer.replace("T", " ").replace(TO, " – ")
