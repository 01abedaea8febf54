"""A day taken out of a calendar that does not have it, or put in where it is already: a year mistyped, mostly."""

from collections.abc import Iterator

from compiler.calendars import YEARS, countries, days_of, is_day
from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from schemas.holidays import CountryCalendar

RULE = Rule("FD753", "holiday-not-in-calendar", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`add` and `remove` of every file of holidays, in the years that calendars are worked out for."""
    for thing in linked.organization.get("holidays", {}).values():
        calendar: CountryCalendar | None = thing.value.calendar
        known = _days(calendar)
        seen = set(known)
        for index, one in enumerate(thing.value.add):
            if one.date in seen:
                yield found(
                    RULE,
                    f"{one.date} is a holiday already" + (f": {known[one.date]}" if one.date in known else ""),
                    linked.draft.span(thing, ("add", index, "date")),
                    note="added",
                    hint="leave it out",
                )
            seen.add(one.date)
        for index, day in enumerate(thing.value.remove):
            is_known = YEARS[0] <= int(day[:4]) <= YEARS[1] and is_day(day)
            if day not in known and is_known and (calendar is None or known):
                yield found(
                    RULE,
                    f"{day} is no holiday" + (f" in {calendar.country}" if calendar else ""),
                    linked.draft.span(thing, ("remove", index)),
                    note="taken out",
                    hint="leave it out, or write the day that is meant",
                )


def _days(calendar: CountryCalendar | None) -> dict[str, str]:
    if calendar is None or calendar.country not in countries():
        return {}
    if calendar.region is not None and calendar.region not in countries()[calendar.country]:
        return {}
    return days_of(calendar)
