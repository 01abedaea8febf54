"""What pages and effects work with, built once per process and handed in.

`runtime.wsgi` and `runtime.worker` build it; nothing here opens or looks up anything by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import Connection

from runtime.attachments import Attachments
from runtime.effects import QueuedEffects
from runtime.settings import Settings
from runtime.store.engine import Store, open_store


class Effects(Protocol):
    """Whoever performs what has been planned, later and elsewhere."""

    def get_ready(self) -> None:
        """Do before a transaction what the first plan of a process would otherwise do within it."""

    def enqueue(self, connection: Connection, outbox_id: str, attempt: int = 0, delay: float = 0) -> None:
        """Plan one attempt at an outbox row, in the transaction of `connection`; `delay` is seconds."""

    def under_way(self, attempts: Iterable[tuple[str, int]]) -> frozenset[str]:
        """Of attempts at outbox rows, the rows that somebody will still perform, or performs."""


@dataclass(frozen=True, slots=True)
class Services:
    """The outside world of one process."""

    store: Store
    clock: Callable[[], datetime]
    """The moment, aware."""
    secret_key: str
    settings: Settings
    effects: Effects
    attachments: Attachments


def system_clock() -> datetime:
    """The moment by this machine's clock."""
    return datetime.now(UTC)


def services_of(settings: Settings, clock: Callable[[], datetime] = system_clock) -> Services:
    """The services a process's settings describe; connects to nothing yet."""
    store = open_store(settings.database_url)
    return Services(
        store=store,
        clock=clock,
        secret_key=settings.secret_key,
        settings=settings,
        effects=QueuedEffects(store),
        attachments=Attachments(settings.attachments_url or f"file://{settings.state.resolve() / 'attachments'}"),
    )
