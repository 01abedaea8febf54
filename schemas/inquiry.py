"""Inquiry types and forms as written (OQ-23 to OQ-38, OQ-55).

Fields are `schemas.fields`; what a form does with a customer's words is `schemas.forms`.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from schemas.conditions import Conditions
from schemas.model import Model
from schemas.names import FieldCode, Slug
from schemas.refs import Ref
from schemas.text import Text

PRIORITIES = ("low", "normal", "high", "urgent")
"""The built-in priorities, lowest first; `tickets.yaml` may replace them."""


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
    """One field in a form, in the customer's order."""

    field: Annotated[FieldCode, Ref("field")]
    required: bool | None = None
    hidden: bool = False
    when: Conditions | None = None


class Form(Model):
    """`forms/<id>.yaml`; system fields keep their standard place unless listed."""

    fields: Annotated[tuple[FormField, ...], Field(min_length=0)] = ()


class Limits(Model):
    """Limits on what customers send."""

    attachments: int = 5
    attachment_size: str = "10MB"
    inquiries_per_customer: "Rate | None" = None


class Rate(Model):
    """So many in such a time."""

    count: int
    every: str


class NamedStatus(Model):
    """An agents' status, and what the customer reads for it."""

    id: str
    name: Text
    progress: str
    on_reply: str | None = None
    final: bool = False
    shown: bool = True


class NamedProgress(Model):
    """What customers read of a ticket's state, in order."""

    id: str
    name: Text


class NamedPriority(Model):
    """A priority, lowest first."""

    id: str
    name: Text
    default: bool = False


class Tickets(Model):
    """`tickets.yaml`: all optional; a list given here replaces the built-in one."""

    statuses: tuple[NamedStatus, ...] | None = None
    progress: tuple[NamedProgress, ...] | None = None
    priorities: tuple[NamedPriority, ...] | None = None
    limits: Limits = Limits()
    tags: Mapping[str, "TicketTag"] | None = None


class TicketTag(Model):
    """A tag agents and triggers may put on a ticket."""

    name: Text | None = None
