"""The value of a target: how a name in a condition becomes something that can be compared.

Which names exist is `schemas.triggers.targets`. Blank is one thing everywhere: `None`, whether a text is empty, a list
has no items, a box is not ticked or a moment never came.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from schemas.fields.base import Answer
from schemas.fields.number import decimal_text
from schemas.hours import Calendar
from schemas.triggers.facts import Facts
from schemas.triggers.targets import STANDARD, TargetType
from schemas.triggers.ticket import TicketState

Value: TypeAlias = str | bool | Decimal | datetime | timedelta | tuple[str, ...] | None

CUSTOMER: Final = "customer."
"""What the organisation's own properties of customers begin with, as targets."""

_LONGEST_SHOWN: Final = 120

_OF_TICKET: Final[Mapping[str, Callable[[TicketState], Value]]] = {
    "status": lambda ticket: ticket.status,
    "inquiry_type": lambda ticket: ticket.inquiry_type,
    "processing_type": lambda ticket: ticket.processing_type,
    "project": lambda ticket: ticket.project,
    "sla": lambda ticket: ticket.sla,
    "inbox": lambda ticket: ticket.inbox,
    "priority": lambda ticket: ticket.priority,
    "rating": lambda ticket: None if ticket.rating is None else Decimal(ticket.rating),
    "group": lambda ticket: ticket.group,
    "agent": lambda ticket: ticket.agent,
    "channel": lambda ticket: ticket.channel,
    "portal": lambda ticket: ticket.portal,
    "language": lambda ticket: ticket.language,
    "title": lambda ticket: ticket.title,
    "content": lambda ticket: ticket.content,
    "tags": lambda ticket: ticket.tags,
    "attachments": lambda ticket: ticket.attachments,
    "customer.name": lambda ticket: ticket.customer.name,
    "customer.email": lambda ticket: ticket.customer.email,
    "customer.phone": lambda ticket: ticket.customer.phone,
    "customer.id": lambda ticket: ticket.customer.id,
    "customer.company": lambda ticket: ticket.customer.company,
    "customer.country": lambda ticket: ticket.customer.country,
    "customer.member": lambda ticket: ticket.customer.member or None,
    "customer.language": lambda ticket: ticket.customer.language or ticket.language,
    "created_at": lambda ticket: ticket.created_at,
    "first_response_due": lambda ticket: ticket.first_response_due,
    "resolve_due": lambda ticket: ticket.resolve_due,
}

_SINCE: Final[Mapping[str, Callable[[TicketState], datetime | None]]] = {
    "since_created": lambda ticket: ticket.created_at,
    "since_activity": lambda ticket: ticket.activity_at or ticket.created_at,
    "since_updated": lambda ticket: ticket.updated_at or ticket.created_at,
    "since_status": lambda ticket: ticket.status_at or ticket.created_at,
    "since_customer_reply": lambda ticket: ticket.customer_reply_at,
    "since_agent_reply": lambda ticket: ticket.agent_reply_at,
}

_OF_EVENT: Final[Mapping[str, Callable[[Facts], Value]]] = {
    "new_text": lambda facts: facts.new_text,
    "actor": lambda facts: facts.actor,
    "actor.id": lambda facts: facts.actor_id,
    "now": lambda facts: facts.now,
}


def type_of(target: str, facts: Facts) -> TargetType:
    """How a target compares; a name that no list has compares as text, so that an old rule never stops a ticket."""
    standard = STANDARD.get(target)
    if standard is not None:
        return standard.type
    ground = facts.ground
    return ground.properties.get(target, "text") if target.startswith(CUSTOMER) else ground.fields.get(target, "text")


def read(target: str, ticket: TicketState, facts: Facts, hours: Calendar | None = None) -> Value:
    """The value of a target now, lengths of time counted in `hours` where they are given; `None` is blank."""
    if target in _OF_TICKET:
        return _blank_is_none(_OF_TICKET[target](ticket))
    if target in _OF_EVENT:
        return _blank_is_none(_OF_EVENT[target](facts))
    if target in _SINCE:
        moment = _SINCE[target](ticket)
        if moment is None:
            return None
        return facts.now - moment if hours is None else hours.worked(moment.astimezone(facts.now.tzinfo), facts.now)
    if target.startswith(CUSTOMER):
        return of_answer(ticket.customer.properties.get(target.removeprefix(CUSTOMER)), type_of(target, facts))
    return of_answer(ticket.fields.get(target), type_of(target, facts))


def of_answer(answer: Answer | None, kind: TargetType) -> Value:
    """An answer as its type compares it; an answer that does not fit the type any more is blank."""
    match kind, answer:
        case "number", str():
            return number(answer)
        case "set" | "files", str():
            return (answer,) if answer else None
        case "set" | "files", tuple():
            return answer or None
        case "boolean", bool():
            return answer or None
        case (("text" | "choice" | "tree" | "ordered" | "date" | "period"), str()):
            return answer if answer.strip() else None
        case _:
            return None


def number(written: str | int) -> Decimal | None:
    """A number from an answer or a condition (fractions are text there); `None` for anything else.

    It is written as fields take it, without an exponent: `1e999999999` would be a text of a billion letters on a page.
    """
    plain = None if isinstance(written, bool) else decimal_text(str(written))
    return None if plain is None else Decimal(plain)


def _blank_is_none(value: Value) -> Value:
    if isinstance(value, str) and not value.strip():
        return None
    return None if value == () else value


def fold(text: str) -> str:
    """Text as conditions compare it: case ignored, accents and Hangul composed, blanks around it dropped."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).strip()


def shown(value: Value) -> str | bool | tuple[str, ...] | None:
    """A value as traces and pages show it: plain data, long text cut."""
    match value:
        case None | bool() | tuple():
            return value
        case str():
            return value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat(timespec="minutes")
        case timedelta():
            return _duration(value)


def _duration(value: timedelta) -> str:
    """The two largest units of a duration, as in `3d 4h`."""
    rest = max(0, int(value.total_seconds()))
    parts = []
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2]) or "0s"
