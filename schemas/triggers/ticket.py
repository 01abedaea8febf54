"""A ticket as rules see it: one frozen value, read from the store before a decision and compared after it.

How tickets are stored is the runtime's; how they change in a pass is `schemas.triggers.working`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schemas.fields.base import Answer


@dataclass(frozen=True, slots=True)
class Customer:
    """Who wrote; what was not given is empty."""

    email: str = ""
    name: str = ""
    phone: str = ""
    language: str = ""
    """The language the customer reads; empty means the ticket's."""


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
