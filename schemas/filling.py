"""What placeholders stand for on one ticket, as far as the bundle and the ticket say it.

Addresses, moments and numbers depend on where and when a text is filled and are added by whoever fills it. Which
placeholders exist is `schemas.placeholders`.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from schemas.bundle import BrandContract, DeskContract, InquiryTypeFacts, ProcessingTypeFacts
from schemas.fields import format_answer
from schemas.text import Localized, pick
from schemas.triggers.ticket import TicketState


def values_of(desk: DeskContract, brand: BrandContract, ticket: TicketState, language: str) -> dict[str, str]:
    """Values by the placeholder's name, in the words of a language; a blank one is empty."""
    default = brand.default_language
    agent, group = desk.agents.get(ticket.agent or ""), desk.groups.get(ticket.group or "")
    customer = ticket.customer
    first, _, last = customer.name.partition(" ")
    found = {
        "customer.name": customer.name,
        "customer.first_name": first,
        "customer.last_name": last,
        "customer.email": customer.email,
        "customer.phone": customer.phone,
        "customer.id": customer.id,
        "customer.company": customer.company,
        "customer.language": customer.language,
        "ticket.title": ticket.title,
        "ticket.inquiry": ticket.content,
        "ticket.channel": ticket.channel,
        "ticket.language": ticket.language,
        "ticket.project": ticket.project or "",
        "ticket.sla": ticket.sla or "",
        "agent.name": agent.name if agent else "",
        "agent.signature": pick(agent.signature, language, default) if agent else "",
        "group.name": pick(group.name, language, default) if group else "",
        "group.signature": pick(group.signature, language, default) if group else "",
        "brand.name": pick(brand.name, language, default),
        **{name: pick(text, language, default) for name, text in _named(desk, ticket)},
    }
    for code, answer in ticket.fields.items():
        if code in desk.fields:
            found[f"field.{code}"] = format_answer(desk.fields[code], answer, language, default)
    return found


def _named(desk: DeskContract, ticket: TicketState) -> Iterator[tuple[str, Localized]]:
    """What has an id on the ticket and words in the bundle."""
    status = next((one for one in desk.statuses if one.id == ticket.status), None)
    if status is not None:
        yield "ticket.status", status.name
        yield from (("ticket.progress", step.name) for step in desk.progress if step.id == status.progress)
    yield from (("ticket.priority", one.name) for one in desk.priorities if one.id == ticket.priority)
    inquiry_type = find_type(desk.inquiry_types, ticket.inquiry_type or "")
    if inquiry_type is not None:
        yield "ticket.inquiry_type", inquiry_type.name
    done = find_type(desk.processing_types, ticket.processing_type or "")
    if done is not None:
        yield "ticket.processing_type", done.name


Type = TypeVar("Type", InquiryTypeFacts, ProcessingTypeFacts)


def find_type(types: Iterable[Type], name: str) -> Type | None:
    """The inquiry or processing type of an id, at any depth."""
    for one in types:
        found = one if one.id == name else find_type(one.children, name)
        if found is not None:
            return found
    return None
