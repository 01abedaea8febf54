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
    name: Text
    description: Text | None = None
    enabled: bool = True
    form: Annotated[Slug | None, Ref("form")] = None
    group: Annotated[Slug | None, Ref("group")] = None
    priority: str | None = None
    children: "tuple[InquiryType, ...]" = ()


class FormField(Model):
    """One field in a form, in the customer's order; `required` left out is what the field itself is."""

    field: Annotated[FieldCode, Ref("field")]
    required: bool | None = None
    hidden: bool = False
    when: Conditions | None = None


class Form(Model):
    """`forms/<id>.yaml`; system fields keep their standard place unless listed."""

    fields: tuple[FormField, ...] = ()


class Limits(Model):
    """Limits on what customers send."""

    attachments: Annotated[int, Field(ge=1, le=20)] = 5
    attachment_size: Size = "10MB"
    inquiries_per_customer: "Rate | None" = None


class Rate(Model):
    """So many in such a time."""

    count: Annotated[int, Field(ge=1)]
    every: Duration


class NamedStatus(Model):
    """An agents' status, and what the customer reads for it; `on_reply` is where a customer's reply puts the ticket."""

    id: StateId
    name: Text
    progress: str
    on_reply: str | None = None
    final: bool = False
    shown: bool = True


class NamedProgress(Model):
    """What customers read of a ticket's state, in order."""

    id: StateId
    name: Text


class NamedPriority(Model):
    """A priority, lowest first."""

    id: StateId
    name: Text
    default: bool = False


class Tickets(Model):
    """`tickets.yaml`: all optional; a list given here replaces the built-in one."""

    statuses: Annotated[tuple[NamedStatus, ...], Field(min_length=1)] | None = None
    progress: Annotated[tuple[NamedProgress, ...], Field(min_length=1)] | None = None
    priorities: Annotated[tuple[NamedPriority, ...], Field(min_length=1)] | None = None
    limits: Limits = Limits()
    tags: Mapping[str, "TicketTag"] | None = None


class TicketTag(Model):
    """A tag agents and triggers may put on a ticket."""

    name: Text | None = None
