"""Projects, what their customers follow a ticket with, and the service levels behind both (FC-01 to FC-49).

A tracking profile says how the page of one ticket looks and when an appointment may be booked; a project says which
profile its links open. Counting working time is `schemas.hours`.
"""

from typing import Annotated

from pydantic import Field as Setting

from schemas.durations import Duration
from schemas.feedback import Feedback
from schemas.hours import Hours
from schemas.inquiry import NamedProgress, NamedStatus
from schemas.model import Model
from schemas.names import FieldCode, Slug, TrackingLogoPath, WebUrl
from schemas.refs import Ref
from schemas.text import Markdown, Text


class ProjectStatus(NamedStatus):
    """A status of one project; `bookable` shows the booking button while a ticket is in it."""

    bookable: bool = False
    """Whether a day can be booked meanwhile."""


class Project(Model):
    """`projects/<id>.yaml` (FC-30, FC-43); statuses and progress left out are the brand's."""

    name: Text
    """What dispatchers choose."""
    enabled: bool = True
    """False: no new tickets."""
    portal: Annotated[Slug, Ref("portal")]
    """The `ticket_link` portal its links open."""
    tracking: Annotated[Slug | None, Ref("tracking")] = None
    """How the tracking page looks."""
    sla: tuple[Annotated[Slug, Ref("sla")], ...] = ()
    """The service levels a dispatcher may choose."""
    required: tuple[Annotated[FieldCode, Ref("field")], ...] = ()
    """What a dispatcher must fill in."""
    statuses: Annotated[tuple[ProjectStatus, ...], Setting(min_length=1)] | None = None
    """Its own statuses; left out, those of `tickets.yaml`."""
    progress: Annotated[tuple[NamedProgress, ...], Setting(min_length=1)] | None = None
    """What its customers read; left out, those of `tickets.yaml`."""


class BookingWindows(Model):
    """Where the times on offer come from: the hours of a service level, or spans of one's own (FC-41, FC-42)."""

    sla: Annotated[Slug | None, Ref("sla")] = None
    """The hours of this service level."""
    intervals: tuple[Hours, ...] = ()
    """Hours of your own, in place of `sla`."""


class BookingCalendar(Model):
    """How soon and how far ahead an appointment may be, and until when before it its customer may change it (FC-15)."""

    earliest: Duration = "1d"
    """A booking lies at least so far ahead."""
    latest: Duration = "30d"
    """A booking lies at most so far ahead."""
    change_until: Duration = "24h"
    """So long before, it may still be changed."""


class Tracking(Model):
    """`tracking/<id>.yaml` (FC-33 to FC-48): tracking alone, or with `booking:` appointments, too."""

    enabled: bool = True
    """False: projects may not use it."""
    booking: bool = False
    """Whether customers may choose and change the day."""
    logo: TrackingLogoPath | None = None
    """A small picture: .png or .jpg, 25 × 25 pixels and 20 KB at most."""
    logo_link: WebUrl | None = None
    """Where the logo leads."""
    salutation: Text | None = None
    """How the page begins."""
    text: Annotated[Text | None, Markdown] = None
    """What it says."""
    disclaimer: Annotated[Text | None, Markdown] = None
    """What is agreed to with a booking."""
    feedback: Feedback | None = None
    """How a finished job is rated."""
    windows: BookingWindows | None = None
    """When somebody can come."""
    calendar: BookingCalendar = BookingCalendar()
    """How early, how late and until when."""


class ServiceLevel(Model):
    """`sla/<id>.yaml`: times of a promise, counted in its own hours.

    A day of such a time is a day's work: with hours from 08:00 to 17:00, `2d` are eighteen working hours.
    """

    value: str
    """What dispatchers read and choose."""
    enabled: bool = True
    """False: nobody may choose it."""
    description: Text | None = None
    """For those who choose."""
    first_response: Duration | None = None
    """The time until the first answer."""
    resolve: Duration | None = None
    """The time until the end."""
    hours: Annotated[tuple[Hours, ...], Setting(min_length=1)]
    """The hours that count."""
    holidays: Annotated[Slug | None, Ref("holidays")] = None
    """The calendar whose days do not count; left out, holidays are ordinary days."""
