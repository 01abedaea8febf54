"""Rate caps: how often something may happen within a moving window, counted in the store for all workers together.

Which caps there are stands here; the inquiries of one customer are the brand's to set (`DeskContract.limits`). Who is
counted is known by a keyed digest: addresses are nowhere readable in the table.
"""

import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Request
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from runtime.access.keys import key_for
from runtime.store.engine import Store
from runtime.store.tables import occurrences


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `amount` of a kind within `window`."""

    kind: str
    amount: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody, and the cap they are counted under."""

    cap: Cap
    who: tuple[str, ...]


class CappedError(Exception):
    """It happened too often already; it may happen again after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"too often: again in {wait}")
        self.wait = wait


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
            wait = self._wait(connection, one := Counted(cap, who), now)
            if wait is None:
                self._count(connection, one, now)
            return wait

    def check(self, counted: Sequence[Counted], now: datetime) -> None:
        """`CappedError` when one of them has to wait; nothing is counted."""
        with self._store.read() as connection:
            self._check(connection, counted, now)

    def count(self, connection: Connection, counted: Sequence[Counted], now: datetime) -> None:
        """Count every one once more in the transaction of what they do, so that only what happened is counted.

        `CappedError` when one of them has to wait. On PostgreSQL transactions that run at the same moment do not see
        one another's: a cap may then be exceeded by as many as there are workers, which is no harm to what it is for.
        """
        self._check(connection, counted, now)
        for one in counted:
            self._count(connection, one, now)

    def _check(self, connection: Connection, counted: Sequence[Counted], now: datetime) -> None:
        waits = [wait for one in counted if (wait := self._wait(connection, one, now)) is not None]
        if waits:
            raise CappedError(max(waits))

    def _wait(self, connection: Connection, one: Counted, now: datetime) -> timedelta | None:
        recent = self._of(one) & (occurrences.c.at > now - one.cap.window)
        amount, oldest = connection.execute(select(func.count(), func.min(occurrences.c.at)).where(recent)).one()
        if amount < one.cap.amount:
            return None
        return one.cap.window if oldest is None else oldest + one.cap.window - now

    def _count(self, connection: Connection, one: Counted, now: datetime) -> None:
        over = occurrences.c.at <= now - one.cap.window
        connection.execute(delete(occurrences).where(self._of(one) & over))
        row = {"kind": one.cap.kind, "key": self._digest(one.cap, one.who), "at": now}
        connection.execute(insert(occurrences).values(row))

    def _of(self, one: Counted) -> ColumnElement[bool]:
        return (occurrences.c.kind == one.cap.kind) & (occurrences.c.key == self._digest(one.cap, one.who))

    def forget(self, cap: Cap, *who: str) -> None:
        """Begin to count anew, as after a sign-in that succeeded."""
        with self._store.write() as connection:
            connection.execute(delete(occurrences).where(self._of(Counted(cap, who))))

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
