"""Moments as people read them: how long ago, with the exact time beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

from runtime.i18n import locale_of

_RELATIVE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class When:
    """A moment in three spellings: for machines, exact, and as one would say it."""

    machine: str
    exact: str
    relative: str


class Moments:
    """Words moments in one language, one time zone, as seen from `now`."""

    def __init__(self, language: str, time_zone: str, now: datetime) -> None:
        self._locale = locale_of(language)
        self._zone = ZoneInfo(time_zone)
        self._now = now

    def when(self, moment: datetime) -> When:
        """A moment; older ones than a week are a date."""
        local = moment.astimezone(self._zone)
        machine = moment.astimezone(UTC).isoformat(timespec="seconds")
        return When(machine, self._exact(local), self._said(moment, local))

    def _exact(self, local: datetime) -> str:
        return str(format_datetime(local, "medium", locale=self._locale))

    def _said(self, moment: datetime, local: datetime) -> str:
        if abs(self._now - moment) > _RELATIVE:
            return str(format_date(local, "medium", locale=self._locale))
        ago = moment - self._now
        # What happened within the minute would otherwise be said in seconds, which are wrong as soon as they are read.
        rounded = min(ago, timedelta(minutes=-1)) if ago <= timedelta() else ago
        return str(format_timedelta(rounded, granularity="minute", add_direction=True, locale=self._locale))
