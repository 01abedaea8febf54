"""The working time of service levels, holidays worked out, and how customers' own properties compare: what rules count.

The service levels themselves cross into the bundle as they were written (`compiler.lower.settings`).
"""

from collections.abc import Mapping

from compiler.lower.bench import Bench
from compiler.lower.holidays import lower_holidays
from schemas.bundle import CalendarFacts
from schemas.customers import target_of
from schemas.holidays import HolidaysFacts
from schemas.triggers.targets import TargetType


def lower_calendars(bench: Bench) -> Mapping[str, CalendarFacts]:
    """The hours and days off of every service level of a brand."""
    calendars = {}
    holidays = lower_holidays(bench).get("holidays")
    for name, thing in sorted(bench.brand.of("sla").items()):
        off = holidays.objects.get(thing.value.holidays) if holidays is not None else None
        days = tuple(off.days) if isinstance(off, HolidaysFacts) else ()
        calendars[name] = CalendarFacts(hours=thing.value.hours, days_off=days)
    return calendars


def lower_customer_properties(bench: Bench) -> Mapping[str, TargetType]:
    """The type of each property of customers, by the target that conditions name."""
    targets = (target_of(name, thing.value) for name, thing in sorted(bench.brand.of("customer_property").items()))
    return {target.name: target.type for target in targets}
