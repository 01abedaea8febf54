"""Holidays worked out: every day of the years a bundle is made for, with its name in the languages of the brand."""

from collections.abc import Mapping

from pydantic import BaseModel

from compiler.calendars import YEARS, days_of
from compiler.lower.bench import Bench
from schemas.holidays import CountryCalendar, Holidays, HolidaysFacts
from schemas.settings import Settings
from schemas.text import Localized


def lower_holidays(bench: Bench) -> Mapping[str, Settings[BaseModel]]:
    """The organisation's calendars that this brand names in its service levels."""
    named = {getattr(thing.value, "holidays", None) for thing in bench.brand.of("sla").values()}
    things = sorted(bench.brand.of("holidays").items())
    facts = {name: _facts(bench, thing.value) for name, thing in things if name in named}
    return {"holidays": Settings[BaseModel](objects=facts)} if facts else {}


def _facts(bench: Bench, holidays: Holidays) -> HolidaysFacts:
    days: dict[str, Localized] = {}
    if holidays.calendar is not None:
        for language in bench.brand.languages:
            for day, name in _days(bench, holidays.calendar, language).items():
                days[day] = {**days.get(day, {}), language: name}
    for one in holidays.add:
        days[one.date] = bench.wording.of(one.name)
    for gone in holidays.remove:
        days.pop(gone, None)
    return HolidaysFacts(
        years=YEARS,
        calendar=holidays.calendar,
        added=tuple(sorted(one.date for one in holidays.add)),
        removed=tuple(sorted(holidays.remove)),
        days=dict(sorted(days.items())),
    )


def _days(bench: Bench, calendar: CountryCalendar, language: str) -> dict[str, str]:
    """A country's days, worked out once."""
    key = f"{calendar.country} {calendar.region} {language} {YEARS}".encode()
    known: dict[str, str] | None = bench.cache.get("holidays", key)
    if known is None:
        known = days_of(calendar, language)
        bench.cache.put("holidays", key, known)
    return known
