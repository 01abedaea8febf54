"""Inquiry types and forms as written (OQ-23 to OQ-38, OQ-55).

Fields are `schemas.fields`; what a form does with a customer's words is `schemas.forms`.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.conditions import Conditions
from schemas.durations import Duration
from schemas.model import Model
from schemas.names import FieldCode, Slug
from schemas.refs import Ref
from schemas.sizes import Size
from schemas.text import Text

PRIORITIES = ("low", "normal", "high", "urgent")
"""The built-in priorities, lowest first; `tickets.yaml` may replace them."""


StateId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class InquiryType(Model):
    """One node of `inquiry_types.yaml`; form and group are inherited downwards, order is what customers see."""

    id: Slug
    """The type's id; rules and tickets know it."""
    name: Text
    """What customers choose; no name twice on one level."""
    description: Text | None = None
    """One line below the name."""
    enabled: bool = True
    """False: no new inquiries; tickets and rules keep it."""
    form: Annotated[Slug | None, Ref("form")] = None
    """The form customers fill in; inherited by the types below."""
    group: Annotated[Slug | None, Ref("group")] = None
    """The group a new ticket starts with; inherited, too."""
    priority: str | None = None
    """The priority a new ticket starts with."""
    sla: Annotated[Slug | None, Ref("sla")] = None
    """The service level a new ticket starts with."""
    children: "tuple[InquiryType, ...]" = ()
    """Types below it: five levels in all."""


class ProcessingType(Model):
    """One node of `processing_types.yaml` or `chat_processing_types.yaml`: what agents say a ticket or chat was."""

    id: Slug
    """The type's id; tickets and answer templates know it."""
    name: Text
    """What agents choose; no name twice on one level."""
    children: "tuple[ProcessingType, ...]" = ()
    """Types below it."""


class FormField(Model):
    """One field in a form, in the customer's order; `required` left out is what the field itself is."""

    field: Annotated[FieldCode, Ref("field")]
    """The field's code."""
    required: bool | None = None
    """Whether an answer must be given; left out, what the field itself says."""
    hidden: bool = False
    """Kept in the form, not shown."""
    when: Conditions | None = None
    """Asked only while these conditions on fields of the same form hold."""


class Form(Model):
    """`forms/<id>.yaml`; system fields keep their standard place unless listed."""

    fields: tuple[FormField, ...] = ()
    """The fields in the customer's order; system fields stand in their standard place unless listed."""


class Limits(Model):
    """Limits on what customers send."""

    attachments: Annotated[int, Field(ge=1, le=20)] = 5
    """The most files of one inquiry."""
    attachment_size: Size = "10MB"
    """The largest file."""
    inquiries_per_customer: "Rate | None" = None
    """The most inquiries of one address."""


class Rate(Model):
    """So many in such a time."""

    count: Annotated[int, Field(ge=1)]
    """So many …"""
    every: Duration
    """… in such a time."""


class After(Model):
    """Where a ticket goes by itself when nothing has happened to it for a time."""

    time: Duration
    """So long after the status was reached …"""
    status: StateId
    """… the ticket gets this one."""


class NamedStatus(Model):
    """An agents' status, and what the customer reads for it; `on_reply` is where a customer's reply puts the ticket."""

    id: StateId
    """The status's id; rules know it."""
    name: Text
    """What agents read."""
    progress: str
    """What customers read meanwhile."""
    on_reply: str | None = None
    """Where a customer's reply puts the ticket."""
    after: After | None = None
    """Where time puts it."""
    final: bool = False
    """True: the ticket is done and takes no replies."""
    shown: bool = True
    """False: its customer does not see a ticket in this status."""


class NamedProgress(Model):
    """What customers read of a ticket's state, in order."""

    id: StateId
    """The step's id."""
    name: Text
    """What customers read."""


class NamedPriority(Model):
    """A priority, lowest first."""

    id: StateId
    """The priority's id."""
    name: Text
    """What agents read."""
    default: bool = False
    """True for the one new tickets have."""


class CloseReason(Model):
    """Why an agent resolves a ticket without a mail."""

    name: Text
    """The reason as agents read it."""


class TicketTag(Model):
    """A tag agents and triggers may put on a ticket."""

    name: Text | None = None
    """The tag as agents read it; left out, its id."""


class Tickets(Model):
    """`tickets.yaml`: all optional; a list given here replaces the built-in one."""

    statuses: Annotated[tuple[NamedStatus, ...], Field(min_length=1)] | None = None
    """Agents' statuses; left out, the built-in ones."""
    progress: Annotated[tuple[NamedProgress, ...], Field(min_length=1)] | None = None
    """What customers read of a ticket, first step to last; left out, the built-in ones."""
    priorities: Annotated[tuple[NamedPriority, ...], Field(min_length=1)] | None = None
    """Lowest first; left out, the built-in ones."""
    close_reasons: Mapping[StateId, CloseReason] | None = None
    """Why a ticket may be resolved without a mail."""
    limits: Limits = Limits()
    """Limits on what customers send."""
    tags: Mapping[str, TicketTag] | None = None
    """The closed list of ticket tags; left out, any word."""
