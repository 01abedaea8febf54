"""Time passing: rules on `time_passed` look at every ticket that is not final, and act when they begin to hold.

The worker's clock calls this. Nothing is written for a ticket that no rule has anything new to say about.
"""

import threading
from collections.abc import Iterator, Sequence
from typing import Final

import structlog
from sqlalchemy import select

from runtime.release.acting import Acting
from runtime.release.contents import BrandContents, Release
from runtime.services import Services
from runtime.storage import StorageUnavailableError
from runtime.store.tables import tickets
from runtime.tickets.deciding import Occasion, held_for, settle, stand, weigh
from runtime.tickets.sealed import Sealer
from runtime.tickets.state import StoredTickets, load_state
from runtime.tickets.work import Work, writing

AT_A_TIME: Final = 200
"""Tickets that are read together: few enough to be read in a moment, enough that queries are few."""

_OCCASION = Occasion("time_passed", "api")

log = structlog.get_logger(__name__)


def pass_time(
    services: Services, acting: Acting, told: set[str] | None = None, stop: threading.Event | None = None
) -> int:
    """Let the rules of passing time look at every open ticket once; how many tickets they acted on.

    Each ticket is looked at by the release that its portal is served from. One that cannot be judged is left out, and
    told in the log unless it is in `told` already, which is to be handed in again. `stop` ends the look early.
    """
    told = set() if told is None else told
    acted = 0
    for release, brand, some in _open(services, acting):
        if stop is not None and stop.is_set():
            break
        news = _look(services, release, brand, some, told)
        acted += sum(_is_done(services, release, brand, ticket_id, told) for ticket_id in news)
    return acted


def _open(services: Services, acting: Acting) -> Iterator[tuple[Release, BrandContents, Sequence[str]]]:
    """Tickets that are not done with, some at a time."""
    for release in acting.each():
        for brand in release.brands.values():
            if "time_passed" not in brand.events:
                continue
            final = [status.id for status in brand.desk.statuses if status.final]
            with services.store.read() as connection:
                found = connection.execute(
                    select(tickets.c.id, tickets.c.portal)
                    .where(tickets.c.brand == brand.id, tickets.c.status.not_in(final))
                    .order_by(tickets.c.number)
                )
                mine = [row.id for row in found if acting.of(brand.id, row.portal) is release]
            for start in range(0, len(mine), AT_A_TIME):
                yield release, brand, mine[start : start + AT_A_TIME]


def _look(services: Services, release: Release, brand: BrandContents, some: Sequence[str], told: set[str]) -> list[str]:
    """Those that rules have something new to say about; nothing is written, nobody is kept from writing."""
    news = []
    with services.store.read() as connection:
        work = Work(services, release, brand, connection, services.clock(), Sealer(services.secret_key))
        stored, held = StoredTickets(work, some), held_for(work, some)
        for ticket_id in some:
            try:
                ticket = stored.state(ticket_id)
                if ticket is not None and weigh(work, ticket, _OCCASION, held=held).is_news:
                    news.append(ticket_id)
            except Exception:
                _tell(ticket_id, told)
    return news


def _is_done(services: Services, release: Release, brand: BrandContents, ticket_id: str, told: set[str]) -> bool:
    try:
        return _act(services, release, brand, ticket_id)
    except StorageUnavailableError:
        raise  # the next ticket would fare no better
    except Exception:
        _tell(ticket_id, told)
        return False


def _act(services: Services, release: Release, brand: BrandContents, ticket_id: str) -> bool:
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


def _tell(ticket_id: str, told: set[str]) -> None:
    """Once for each ticket: its turn comes again every minute."""
    if ticket_id not in told:
        told.add(ticket_id)
        log.exception("rules of passing time failed", ticket=ticket_id)
