"""A country or region whose holidays nobody has written down."""

from collections.abc import Iterator

from compiler.calendars import countries
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked

RULE = Rule("FD752", "calendar-unknown")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`calendar:` of every file of holidays."""
    for thing in linked.organization.get("holidays", {}).values():
        calendar = thing.value.calendar
        if calendar is None:
            continue
        regions = countries().get(calendar.country)
        if regions is None:
            yield found(
                RULE,
                f"there is no calendar of a country {quoted(calendar.country)}",
                linked.draft.span(thing, ("calendar", "country")),
                note="this country",
                hint=did_you_mean(calendar.country, countries()) or "write ISO 3166 letters, as in DE, or list days",
            )
        elif calendar.region is not None and calendar.region not in regions:
            yield found(
                RULE,
                f"{calendar.country} has no region {quoted(calendar.region)}",
                linked.draft.span(thing, ("calendar", "region")),
                note="this region",
                hint=did_you_mean(calendar.region, regions) or "leave it out: all regions have the same days",
            )
