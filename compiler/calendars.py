"""Calendars of countries: which there are, and their days in the years a bundle is made for.

The years are a constant of the compiler, because a compile knows no clock; a test says when it is time to move them.
The library is loaded only by a repository that names a country: that takes a third of a second.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from schemas.holidays import CountryCalendar

YEARS: Final = (2024, 2040)
"""First and last."""

_REGION: Final = re.compile(r"[A-Z0-9]{1,3}\Z")  # ISO 3166-2; the library has a few towns beside them


def countries() -> Mapping[str, tuple[str, ...]]:
    """Countries with the regions whose days differ."""
    import holidays

    found = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(name for name in regions if _REGION.match(name)) for country, regions in found.items()}


def days_of(calendar: CountryCalendar, language: str = "") -> dict[str, str]:
    """The days of a country and region by date, named in a language where the library knows it, else in the country's.

    Raises `NotImplementedError` for a country or region that `countries` does not have.
    """
    import holidays

    # A language is always named: without one the library asks the environment of the process.
    plain = holidays.country_holidays(calendar.country, subdiv=calendar.region)
    speaks = {name.partition("_")[0]: name for name in plain.supported_languages}
    made = holidays.country_holidays(
        calendar.country,
        subdiv=calendar.region,
        years=range(YEARS[0], YEARS[1] + 1),
        language=speaks.get(language.partition("_")[0]) or plain.default_language,
    )
    return {day.isoformat(): name for day, name in made.items() if isinstance(day, date)}


def is_day(text: str) -> bool:
    """Whether any calendar has this day; it is spelt like one already."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
