"""A ticket as rules see it: one frozen value, read from the store before a decision and compared after it.

How tickets are stored is the runtime's; how they change in a pass is `schemas.triggers.working`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from schemas.fields.base import Answer

ATTRIBUTES: Final = ("priority", "inquiry_type", "processing_type", "project", "sla", "inbox")
"""What rules write by name beside status, assignment, tags and fields; each is an attribute of `TicketState`."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Who wrote; what was not given is empty."""

    email: str = ""
    name: str = ""
    phone: str = ""
    language: str = ""
    """The language the customer reads; empty means the ticket's."""
    id: str = ""
    company: str = ""
    country: str = ""
    """Two letters of ISO 3166, as in `SE`."""
    member: bool = False
    """Whether the customer has an account of the organisation's."""
    properties: Mapping[str, Answer] = field(default_factory=dict)
    """The organisation's own properties, by their names."""


@dataclass(frozen=True, slots=True)
class TicketState:
    """Everything a condition may ask of a ticket. Ids throughout; moments are aware."""

    id: str
    status: str
    priority: str
    inquiry_type: str | None
    channel: str
    portal: str
    language: str
    title: str
    content: str
    created_at: datetime
    customer: Customer = Customer()
    group: str | None = None
    agent: str | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    """Ids of the files sent with the ticket itself."""
    fields: Mapping[str, Answer] = field(default_factory=dict)
    """Answers and agents' values by field code, the system fields above left out."""
    activity_at: datetime | None = None
    """When a person last did something; the moment of creation when left out, as for the next two."""
    updated_at: datetime | None = None
    """When anything last changed, by triggers, too."""
    status_at: datetime | None = None
    """When the status was last changed."""
    customer_reply_at: datetime | None = None
    """When the customer last wrote after creation; `None` means never."""
    agent_reply_at: datetime | None = None
    """When an agent last answered; `None` means never."""
    processing_type: str | None = None
    project: str | None = None
    sla: str | None = None
    inbox: str | None = None
    rating: int | None = None
    """Stars from 1 to 5; `None` means that nobody has rated it."""
    first_response_due: datetime | None = None
    resolve_due: datetime | None = None


def attribute_of(ticket: TicketState, name: str) -> str | None:
    """One of `ATTRIBUTES`; `None` where the ticket has none, and for any other name."""
    value = getattr(ticket, name) if name in ATTRIBUTES else None
    return value if isinstance(value, str) else None


def with_attribute(ticket: TicketState, name: str, value: str) -> TicketState:
    """The ticket with one of `ATTRIBUTES` set."""
    changes: dict[str, Any] = {name: value}
    return replace(ticket, **changes)
