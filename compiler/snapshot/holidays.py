"""Days on which nobody works: the calendar, and what was added and taken out. Its days are the calendar's own."""

from compiler.bundle import BrandBundle
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.holidays import HolidaysFacts


def write(lines: Lines, brand: BrandBundle, language: str) -> None:
    """Every calendar that a service level of the brand names."""
    settings, said = brand.settings.get("holidays"), Wording(brand, language)
    if settings is None:
        return
    lines.section("Holidays")
    for name, facts in settings.objects.items():
        if isinstance(facts, HolidaysFacts):
            with lines.item(name):
                _one(lines, said, facts)


def _one(lines: Lines, said: Wording, facts: HolidaysFacts) -> None:
    if facts.calendar is not None:
        region = f", {facts.calendar.region}" if facts.calendar.region else ""
        lines.fact("calendar", f"{facts.calendar.country}{region}")
        lines.fact("worked out for", f"{facts.years[0]} to {facts.years[1]}")
    for day in facts.added:
        lines.fact("added", f"{day} {said.say(facts.days.get(day, {}))}".rstrip())
    for day in facts.removed:
        lines.fact("taken out", day)
