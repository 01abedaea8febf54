"""Times of work as an admin writes them: `{days: [mon-fri], from: "08:00", to: "17:00"}`, and time counted in them.

Everything here is about one week and a set of days off; which holidays those are, and whose hours count where, is said
by service levels, tracking profiles and channels. Nothing knows a time zone: moments are the brand's local ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final

from pydantic import Field

from schemas.durations import seconds
from schemas.model import Model
from schemas.names import DaySpan, TimeOfDay

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_WHOLE_DAY: Final = 24 * 60


def weekdays(days: str) -> tuple[int, ...]:
    """The days a word means, Monday being 0: `sat`, `mon-fri`, round the week as in `sat-mon`."""
    first, _, last = days.partition("-")
    start = DAYS.index(first)
    return tuple((start + step) % 7 for step in range((DAYS.index(last or first) - start) % 7 + 1))


def minutes(clock: str) -> int:
    """A time of day in minutes from midnight; `24:00` is the end of the day."""
    return int(clock[:2]) * 60 + int(clock[3:])


class Hours(Model):
    """One span of hours on some days of the week."""

    days: Annotated[tuple[DaySpan, ...], Field(min_length=1)]
    """The days, as in `mon` or `mon-fri`."""
    start: Annotated[TimeOfDay, Field(alias="from")]
    """From this time of day …"""
    to: TimeOfDay
    """… to this one."""

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days meant, each once, Monday being 0."""
        return tuple(sorted({day for word in self.days for day in weekdays(word)}))

    @property
    def span(self) -> tuple[int, int]:
        """From and to in minutes of the day; nothing lies between them where the end is not the later one."""
        return minutes(self.start), minutes(self.to)


def overlaps(hours: Sequence[Hours]) -> Iterator[tuple[int, int, int]]:
    """Pairs of spans that share time on a day: their places in the list, and the first such day."""
    for later, second in enumerate(hours):
        for earlier, first in enumerate(hours[:later]):
            days = sorted({*first.weekdays} & {*second.weekdays})
            if days and max(first.span[0], second.span[0]) < min(first.span[1], second.span[1]):
                yield earlier, later, days[0]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A working week and its days off, ready for counting. Spans are minutes of the day, in order, none touching."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    """Seven days from Monday."""
    days_off: frozenset[date] = frozenset()

    @classmethod
    def of(cls, hours: Sequence[Hours], days_off: frozenset[date] = frozenset()) -> "Calendar":
        """The calendar of written hours; spans that overlap count once."""
        week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
        for one in hours:
            for day in one.weekdays:
                week[day].append(one.span)
        return cls(tuple(_merged(spans) for spans in week), days_off)

    @property
    def day(self) -> timedelta:
        """What `1d` of working time is: the mean of the days that have hours."""
        spans = [sum(end - start for start, end in day) for day in self.week if day]
        return timedelta(minutes=sum(spans) / len(spans)) if spans else timedelta()

    def spans_on(self, day: date) -> tuple[tuple[int, int], ...]:
        """The working minutes of one date."""
        return () if day in self.days_off else self.week[day.weekday()]

    def is_open(self, moment: datetime) -> bool:
        """Whether a local moment lies in working time; a span holds its first minute and not its last."""
        at = moment.hour * 60 + moment.minute
        return any(start <= at < end for start, end in self.spans_on(moment.date()))

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two local moments; nothing when the second is not the later one."""
        total, day = 0.0, start.date()
        while day <= end.date():
            for first, last in self.spans_on(day):
                opened = max(_moment(day, first, start), start)
                closed = min(_moment(day, last, start), end)
                total += max(0.0, (closed - opened).total_seconds())
            day += timedelta(days=1)
        return timedelta(seconds=total)

    def length(self, duration: str) -> timedelta:
        """A duration in working time: hours and minutes as they are, days and weeks by what this calendar works."""
        amount, unit = int(duration[:-1]), duration[-1]
        if unit in "smh":
            return timedelta(seconds=seconds(duration))
        days = {"d": 1, "w": sum(1 for spans in self.week if spans), "y": 52 * sum(1 for spans in self.week if spans)}
        return amount * days[unit] * self.day


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _moment(day: date, minute: int, like: datetime) -> datetime:
    if minute >= _WHOLE_DAY:
        return datetime.combine(day + timedelta(days=1), time(), like.tzinfo)
    return datetime.combine(day, time(minute // 60, minute % 60), like.tzinfo)
