"""What an effect does to a ticket, as pure functions: the state after it, and the attributes it writes.

An attribute is what "the last write wins" is about: `assignment`, `status`, one of `ATTRIBUTES`, `field.<code>` or
`tag.<tag>`. Notes and whatever is sent write none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from schemas.fields.base import Answer, is_blank
from schemas.triggers.effects import Assigned, Effect, FieldSet, StateEffect, StatusSet, Tagged
from schemas.triggers.ticket import ATTRIBUTES, TicketState, attribute_of, with_attribute
from schemas.triggers.trace import Actual


@dataclass(frozen=True, slots=True)
class Write:
    """One attribute and its new value, whole; blank is `None`."""

    attribute: str
    value: Actual


def writes_of(effect: Effect) -> Iterator[Write]:
    """The attributes an effect writes, whatever they were before."""
    match effect:
        case Assigned():
            yield Write("assignment", _assignment(effect.group, effect.agent))
        case StatusSet():
            yield Write("status", effect.status)
        case FieldSet():
            name = effect.field if effect.field in ATTRIBUTES else f"field.{effect.field}"
            yield Write(name, _answer(effect.value))
        case Tagged():
            yield from (Write(f"tag.{tag}", True) for tag in effect.add)
            yield from (Write(f"tag.{tag}", False) for tag in effect.remove)
        case _:
            return


def current(attribute: str, ticket: TicketState) -> Actual:
    """The value of an attribute on a ticket, comparable with `Write.value`."""
    kind, _, name = attribute.partition(".")
    match kind:
        case "assignment":
            return _assignment(ticket.group, ticket.agent)
        case "status":
            return ticket.status
        case "tag":
            return name in ticket.tags
        case "field":
            return _answer(ticket.fields.get(name))
        case _:
            return attribute_of(ticket, kind)


def applied(effect: StateEffect, ticket: TicketState, now: datetime) -> TicketState:
    """The ticket after an effect; the very same value when nothing changes, so that clocks stay, too."""
    if all(current(write.attribute, ticket) == write.value for write in writes_of(effect)):
        return ticket
    match effect:
        case Assigned():
            return replace(ticket, group=effect.group, agent=effect.agent, updated_at=now)
        case StatusSet():
            return replace(ticket, status=effect.status, status_at=now, updated_at=now)
        case FieldSet(field=name, value=str() as value) if name in ATTRIBUTES:
            return with_attribute(replace(ticket, updated_at=now), name, value)
        case FieldSet():
            return replace(ticket, fields={**ticket.fields, effect.field: effect.value}, updated_at=now)
        case Tagged():
            kept = tuple(tag for tag in ticket.tags if tag not in effect.remove)
            fresh = tuple(tag for tag in effect.add if tag not in kept)
            return replace(ticket, tags=kept + fresh, updated_at=now)


def _assignment(group: str | None, agent: str | None) -> str | None:
    if group is None:
        return agent
    return f"{group}/{agent}" if agent else group


def _answer(value: Answer | None) -> Actual:
    """An answer as a write; every blank is the same blank."""
    return None if value is None or is_blank(value) else value
