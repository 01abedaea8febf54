"""What placeholders stand for on one ticket, for one reader.

Which exist and how a text is filled is `schemas.placeholders`. Encrypted answers have none; the link to a ticket is
given only to the reader it belongs to.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from runtime.i18n import Interface
from runtime.release.build import origin
from runtime.release.contents import BrandContents, PortalPlace, Release
from runtime.settings import Settings
from runtime.store.tables import tickets
from runtime.tickets.work import Work
from schemas.bundle import DeskContract, InquiryTypeFacts
from schemas.fields import format_answer
from schemas.placeholders import render
from schemas.text import Localized, pick
from schemas.triggers.effects import NoteAdded
from schemas.triggers.ticket import TicketState


def values(
    release: Release, brand: BrandContents, ticket: TicketState, number: int, language: str, settings: Settings
) -> dict[str, str]:
    """Every placeholder that a ticket and its brand give, in the words of a language; links and messages left out."""
    default, desk = brand.contract.default_language, brand.desk
    place = place_of(release, brand.id, ticket.portal)
    agent = desk.agents.get(ticket.agent or "")
    group = desk.groups.get(ticket.group or "")
    first, _, last = ticket.customer.name.partition(" ")
    found = {
        "customer.name": ticket.customer.name,
        "customer.first_name": first,
        "customer.last_name": last,
        "customer.email": ticket.customer.email,
        "customer.phone": ticket.customer.phone,
        "customer.language": ticket.customer.language,
        "ticket.id": str(number),
        "ticket.title": ticket.title,
        "ticket.inquiry": ticket.content,
        "ticket.channel": ticket.channel,
        "ticket.language": ticket.language,
        "ticket.created_at": Interface(language).moment(
            ticket.created_at.astimezone(ZoneInfo(brand.contract.time_zone))
        ),
        "agent.name": agent.name if agent else "",
        "agent.signature": pick(agent.signature, language, default) if agent else "",
        "group.name": pick(group.name, language, default) if group else "",
        "group.signature": pick(group.signature, language, default) if group else "",
        "brand.name": pick(brand.contract.name, language, default),
        "portal.name": pick(place.portal.name, language, default) if place else "",
        "portal.url": f"{origin(settings, place.host)}{place.path}/{language}/" if place else "",
        **{name: pick(text, language, default) for name, text in _named(desk, ticket)},
    }
    company = next((portal.footer.company for portal in brand.portals.values() if portal.footer.company), None)
    found["company.name"] = pick(company.name, language, default) if company else found["brand.name"]
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


def note_words(work: Work, ticket: TicketState, note: NoteAdded) -> str:
    """The words of a note a rule makes, in its readers' language."""
    default = work.brand.contract.default_language
    language = ticket.language if note.visible_to == "customer" else default
    given = values(
        work.release, work.brand, ticket, number_of(work.connection, ticket.id), language, work.services.settings
    )
    return render(pick(note.text, language, default), given, "text")


def number_of(connection: Connection, ticket_id: str) -> int:
    """The number people call a ticket by."""
    return int(connection.execute(select(tickets.c.number).where(tickets.c.id == ticket_id)).scalar_one())


def find_type(types: tuple[InquiryTypeFacts, ...], name: str) -> InquiryTypeFacts | None:
    """The inquiry type of an id, at any depth."""
    for one in types:
        found = one if one.id == name else find_type(one.children, name)
        if found is not None:
            return found
    return None


def place_of(release: Release, brand: str, portal: str) -> PortalPlace | None:
    """Where a portal is served; another of the brand where it is no more, so that old tickets keep an address."""
    places = [place for place in release.places if place.brand.id == brand]
    return next((place for place in places if place.portal.id == portal), places[0] if places else None)


def link_address(place: PortalPlace, settings: Settings, language: str, token: str) -> str:
    """The address of a ticket for whoever holds the token."""
    shown = language if language in place.portal.languages else place.portal.default_language
    return f"{origin(settings, place.host)}{place.path}/{shown}/t/{token}"
