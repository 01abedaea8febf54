"""Links that open one ticket without sign-in: made, renewed and revoked.

What a token looks like is `runtime.access.links`; here is for whom a link is and until when.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, select

from runtime.access.keys import key_for
from runtime.access.links import digest_of, token_for
from runtime.services import Services
from runtime.store.tables import ticket_links
from runtime.tickets.work import Work, new_id

LIFETIME: Final = timedelta(days=180)
"""How long a link opens its ticket; every mail sent later than half of it brings a new one."""

CUSTOMER: Final = "customer"


def link_for(work: Work, ticket_id: str, portal: str) -> str:
    """The id of a link for the ticket's customer that will be good for a long while; made where there is none."""
    known = work.connection.execute(
        select(ticket_links.c.id)
        .where(
            ticket_links.c.ticket_id == ticket_id,
            ticket_links.c.recipient == CUSTOMER,
            ticket_links.c.revoked_at.is_(None),
            ticket_links.c.expires_at > work.now + LIFETIME / 2,
        )
        .order_by(ticket_links.c.expires_at.desc())
    ).scalar()
    if known is not None:
        return str(known)
    name = new_id()
    work.connection.execute(
        ticket_links.insert(),
        {
            "id": name,
            "brand": work.brand.id,
            "portal": portal,
            "ticket_id": ticket_id,
            "recipient": CUSTOMER,
            "token_digest": digest_of(token_of(work.services.secret_key, name)),
            "created_at": work.now,
            "expires_at": work.now + LIFETIME,
        },
    )
    return name


def token_of(secret_key: str, link_id: str) -> str:
    """The token of a link."""
    return token_for(key_for(secret_key, "links"), link_id)


def ticket_of(connection: Connection, services: Services, brand: str, portal: str, token: str) -> str | None:
    """The ticket a token opens on a portal now; `None` when it is unknown, expired, revoked or another portal's."""
    found = connection.execute(
        select(ticket_links.c.ticket_id).where(
            ticket_links.c.token_digest == digest_of(token),
            ticket_links.c.brand == brand,
            ticket_links.c.portal == portal,
            ticket_links.c.revoked_at.is_(None),
            ticket_links.c.expires_at > services.clock(),
        )
    ).scalar()
    return None if found is None else str(found)


def revoke(services: Services, brand: str, ticket_id: str) -> int:
    """Close every link of a ticket; how many there were."""
    with services.store.write() as connection:
        return connection.execute(
            ticket_links.update()
            .where(
                ticket_links.c.brand == brand,
                ticket_links.c.ticket_id == ticket_id,
                ticket_links.c.revoked_at.is_(None),
            )
            .values(revoked_at=services.clock())
        ).rowcount
