"""What nobody needs any more: blobs without a row, forms' nonces, sessions and counts of long ago.

The worker does this now and then. Tickets, the event log and the outbox are not swept.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import Table, select

from runtime.attachments import ORPHAN_AGE
from runtime.services import Services
from runtime.store.tables import attachments, nonces, occurrences, sessions

NONCE_AGE: Final = timedelta(days=7)
"""Far longer than a form may stay open."""

OCCURRENCE_AGE: Final = timedelta(days=2)
"""Longer than the longest time a cap looks back."""


def sweep(services: Services) -> int:
    """Remove what has outlived its use; how many blobs that were."""
    now = services.clock()
    expired: tuple[tuple[Table, str, timedelta], ...] = (
        (nonces, "at", NONCE_AGE),
        (occurrences, "at", OCCURRENCE_AGE),
        (sessions, "expires_at", timedelta()),
    )
    with services.store.write() as connection:
        for table, column, age in expired:
            connection.execute(table.delete().where(table.c[column] < now - age))
    return _sweep_blobs(services)


def _sweep_blobs(services: Services) -> int:
    old = list(services.attachments.older_than(services.clock() - ORPHAN_AGE))
    orphans = []
    with services.store.read() as connection:
        for start in range(0, len(old), 500):
            some = old[start : start + 500]
            known = set(connection.execute(select(attachments.c.id).where(attachments.c.id.in_(some))).scalars())
            orphans += [name for name in some if name not in known]
    services.attachments.remove(orphans)
    return len(orphans)
