"""Days on which nobody works: a country's calendar, and what an organisation adds and takes away.

Which days a country's calendar has is worked out by the compiler; what counts as working time is `schemas.hours`.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from schemas.model import Model
from schemas.names import COUNTRY, REGION, Date
from schemas.text import Localized, Text


class CountryCalendar(Model):
    """A country and, where its regions differ, one of them: ISO 3166, as in `DE` and `BY`."""

    country: Annotated[str, StringConstraints(pattern=COUNTRY)]
    """Two letters, as in `DE`."""
    region: Annotated[str, StringConstraints(pattern=REGION)] | None = None
    """A part of the country, as in `BY`."""


class Holiday(Model):
    """One more day."""

    date: Date
    """The day."""
    name: Text
    """What it is called."""


class Holidays(Model):
    """`_organization/holidays/<id>.yaml`."""

    calendar: CountryCalendar | None = None
    """The public holidays of a country or region."""
    add: tuple[Holiday, ...] = ()
    """Days added to them."""
    remove: tuple[Date, ...] = ()
    """Days taken out."""


class HolidaysFacts(Model):
    """A calendar worked out: every day of the years it was made for."""

    years: tuple[int, int]
    """First and last."""
    calendar: CountryCalendar | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    days: Mapping[str, Localized] = {}
    """Date to its name, in order."""
