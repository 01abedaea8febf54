"""Durations as an admin writes them: `15m`, `24h`, `90d`.

A number and one unit; months do not exist because they have no length. What a duration is used for stands with the
key that has it. Working time (`business_hours`) is for service levels, not for here.
"""

import re
from typing import Annotated, Final

from pydantic import AfterValidator

_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "y": 31_536_000}
_DURATION: Final = re.compile(r"([1-9][0-9]{0,6})([smhdwy])")


def seconds(text: str) -> int:
    """The length of a duration in seconds, a year being 365 days; `ValueError` says how to write one."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a duration: write a whole number and one of s m h d w y, such as 15m or 90d")
    return int(match[1]) * _UNITS[match[2]]


def spelt(length: int) -> str:
    """A length in seconds as an admin would write it, in the largest unit that leaves it whole."""
    for unit in ("d", "h", "m"):
        if length % _UNITS[unit] == 0:
            return f"{length // _UNITS[unit]}{unit}"
    return f"{length}s"


def _checked(text: str) -> str:
    seconds(text)
    return text


Duration = Annotated[str, AfterValidator(_checked)]
"""Stays as written; `seconds` reads it."""
