"""Time passing: rules on `time_passed` look at every ticket that is not final, and act when they begin to hold.

The worker's clock calls this. Nothing is written for a ticket that no rule has anything new to say about.
"""

from sqlalchemy import select

from runtime.release.acting import Acting
from runtime.release.contents import BrandContents, Release
from runtime.services import Services
from runtime.store.tables import tickets
from runtime.tickets.deciding import Occasion, settle, stand, weigh
from runtime.tickets.sealed import Sealer
from runtime.tickets.state import load_state
from runtime.tickets.work import Work, writing

_OCCASION = Occasion("time_passed", "api")


def pass_time(services: Services, acting: Acting) -> int:
    """Let the rules of passing time look at every open ticket once; how many tickets they acted on.

    Each ticket is looked at by the release that its portal is served from.
    """
    acted = 0
    for release in acting.each():
        for brand in release.brands.values():
            if "time_passed" in brand.events:
                mine = (one for one, portal in _open(services, brand) if acting.of(brand.id, portal) is release)
                acted += sum(_look(services, release, brand, ticket_id) for ticket_id in mine)
    return acted


def _open(services: Services, brand: BrandContents) -> list[tuple[str, str]]:
    """Tickets that are not done with, each with its portal."""
    final = [status.id for status in brand.desk.statuses if status.final]
    with services.store.read() as connection:
        found = connection.execute(
            select(tickets.c.id, tickets.c.portal).where(tickets.c.brand == brand.id, tickets.c.status.not_in(final))
        )
        return [(row.id, row.portal) for row in found]


def _look(services: Services, release: Release, brand: BrandContents, ticket_id: str) -> bool:
    with services.store.read() as connection:
        work = Work(services, release, brand, connection, services.clock(), Sealer(services.secret_key))
        ticket = load_state(work, ticket_id)
        if ticket is None or not weigh(work, ticket, _OCCASION).is_news:
            return False
    with writing(services, release, brand.id) as work:
        ticket = load_state(work, ticket_id)
        if ticket is None:
            return False
        outcome = weigh(work, ticket, _OCCASION)
        if not outcome.decision.effects:
            stand(work, ticket_id, outcome.decision)
            return False
        settle(work, ticket, ticket, _OCCASION)
        return True
