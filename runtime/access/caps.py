"""Rate caps: how often something may happen within a moving window, counted in the store for all workers together.

Which caps there are stands here; the inquiries of one customer are the brand's to set (`DeskContract.limits`). Who is
counted is known by a keyed digest: addresses are nowhere readable in the table.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Request
from sqlalchemy import Connection, delete, func, insert, select

from runtime.access.keys import key_for
from runtime.store.engine import Store
from runtime.store.tables import occurrences


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `amount` of a kind within `window`."""

    kind: str
    amount: int
    window: timedelta


_QUARTER: Final = timedelta(minutes=15)

SIGN_IN: Final = Cap("sign_in", 8, _QUARTER)
"""Attempts for one name from one address."""

SIGN_IN_NAME: Final = Cap("sign_in_name", 40, _QUARTER)
"""Attempts for one name from anywhere: wide enough that a stranger cannot easily lock an agent out."""

SIGN_IN_ADDRESS: Final = Cap("sign_in_address", 60, _QUARTER)
"""Attempts for any name from one address: an office may share one."""

REPLIES: Final = Cap("replies", 30, timedelta(hours=1))
"""Replies through one ticket link."""

VISITOR: Final = Cap("visitor", 60, timedelta(hours=1))
"""Inquiries and replies from one address, whoever they say they are."""


def inquiries(count: int, seconds: int) -> Cap:
    """The cap on the inquiries of one customer at one portal, as the brand's limits say."""
    return Cap("inquiries", count, timedelta(seconds=seconds))


class Caps:
    """The caps of an installation: one store, one key."""

    def __init__(self, store: Store, secret_key: str) -> None:
        self._store = store
        self._key = key_for(secret_key, "caps")

    def take(self, cap: Cap, *who: str, now: datetime) -> timedelta | None:
        """Count one more; `None` when it may happen, else how long to wait (then nothing is counted)."""
        with self._store.write() as connection:
            return self.take_in(connection, cap, *who, now=now)

    def take_in(self, connection: Connection, cap: Cap, *who: str, now: datetime) -> timedelta | None:
        """`take` within a transaction that is open already, so that it counts only what really happened.

        On PostgreSQL transactions that run at the same moment do not see one another's: a cap may then be exceeded by
        as many as there are workers, which is no harm to what it is for.
        """
        key = self._digest(cap, who)
        mine = (occurrences.c.kind == cap.kind) & (occurrences.c.key == key)
        connection.execute(delete(occurrences).where(mine & (occurrences.c.at <= now - cap.window)))
        counted, oldest = connection.execute(select(func.count(), func.min(occurrences.c.at)).where(mine)).one()
        if counted >= cap.amount:
            return cap.window if oldest is None else oldest + cap.window - now
        connection.execute(insert(occurrences).values(kind=cap.kind, key=key, at=now))
        return None

    def forget(self, cap: Cap, *who: str) -> None:
        """Begin to count anew, as after a sign-in that succeeded."""
        with self._store.write() as connection:
            mine = (occurrences.c.kind == cap.kind) & (occurrences.c.key == self._digest(cap, who))
            connection.execute(delete(occurrences).where(mine))

    def _digest(self, cap: Cap, who: tuple[str, ...]) -> str:
        said = "\0".join((cap.kind, *(part.strip().casefold() for part in who)))
        return hmac.digest(self._key, said.encode("utf-8", "replace"), "sha256").hex()


def network_of(request: Request) -> str:
    """Where a visitor comes from, as caps count it: an IPv4 address, or the /64 an IPv6 visitor moves freely in."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
