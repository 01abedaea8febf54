"""What placeholders stand for on one ticket, for one reader.

Which exist and how a text is filled is `schemas.placeholders`. Encrypted answers have none; the link to a ticket is
given only to the reader it belongs to.
"""

from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from runtime.i18n import Interface
from runtime.release.build import origin
from runtime.release.contents import BrandContents, PortalPlace, Release
from runtime.settings import Settings
from runtime.store.tables import tickets
from runtime.tickets.work import Work
from schemas.filling import values_of
from schemas.placeholders import render
from schemas.text import pick
from schemas.triggers.effects import NoteAdded
from schemas.triggers.ticket import TicketState


def values(
    release: Release, brand: BrandContents, ticket: TicketState, number: int, language: str, settings: Settings
) -> dict[str, str]:
    """Every placeholder that a ticket and its brand give, in the words of a language; links and messages left out."""
    default = brand.contract.default_language
    place = place_of(release, brand.id, ticket.portal)
    found = values_of(brand.desk, brand.contract, ticket, language) | {
        "ticket.id": str(number),
        "ticket.created_at": Interface(language).moment(
            ticket.created_at.astimezone(ZoneInfo(brand.contract.time_zone))
        ),
        "portal.name": pick(place.portal.name, language, default) if place else "",
        "portal.url": f"{origin(settings, place.host)}{place.path}/{language}/" if place else "",
    }
    company = next((portal.footer.company for portal in brand.portals.values() if portal.footer.company), None)
    found["company.name"] = pick(company.name, language, default) if company else found["brand.name"]
    return found


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


def place_of(release: Release, brand: str, portal: str) -> PortalPlace | None:
    """Where a portal is served; another of the brand where it is no more, so that old tickets keep an address."""
    places = list(release.places_of((brand,)))
    return next((place for place in places if place.portal.id == portal), places[0] if places else None)


def link_address(place: PortalPlace, settings: Settings, language: str, token: str) -> str:
    """The address of a ticket for whoever holds the token."""
    shown = language if language in place.portal.languages else place.portal.default_language
    return f"{origin(settings, place.host)}{place.path}/{shown}/t/{token}"
