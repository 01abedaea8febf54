import os
import subprocess
import sys

from compiler.calendars import YEARS, countries, days_of
from schemas.holidays import CountryCalendar

BAVARIA = CountryCalendar(country="DE", region="BY")


def test_a_region_has_days_its_country_has_not():
    assert days_of(BAVARIA, "de")["2026-01-06"] == "Heilige Drei Könige"
    assert "2026-01-06" not in days_of(CountryCalendar(country="DE"), "de")


def test_names_are_in_the_language_asked_for_where_it_is_known_else_in_the_country_s():
    assert days_of(BAVARIA, "en")["2026-12-25"] == "Christmas Day"
    assert days_of(BAVARIA, "ko")["2026-12-25"] == "Erster Weihnachtstag"


def test_every_year_of_the_bundle_has_days():
    days = days_of(BAVARIA, "de")
    assert {int(day[:4]) for day in days} == set(range(YEARS[0], YEARS[1] + 1))


def test_regions_are_spelt_as_the_language_spells_them():
    assert "BY" in countries()["DE"]
    assert all(len(region) <= 3 for regions in countries().values() for region in regions)


def test_the_language_of_the_process_changes_nothing():
    """A compile is a function of its files: the library asks the environment where it is not told a language."""
    ask = "from compiler.calendars import *; from schemas.holidays import *; "
    ask += "print(days_of(CountryCalendar(country='DE')))"
    said = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "LANGUAGE": language, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for language in ("th", "uk")
    }
    assert len(said) == 1


def test_the_years_of_calendars_are_not_over_soon():
    """When this fails, move `YEARS` on: service levels would count holidays as working days."""
    from datetime import date

    assert date.today().year + 3 <= YEARS[1]
