"""What the database knows of all machines: every process that serves, the ledger, and the mail that waits.

`told` is the same as plain data, which the status page, its JSON and `frontdesk status` share.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, select

from runtime.status.reporter import SILENT
from runtime.store.engine import Store
from runtime.store.tables import activations, outbox, runtimes

LISTED: Final = 12
"""Rows of the ledger that are shown."""


@dataclass(frozen=True, slots=True)
class RuntimeLine:
    """One process, as it last reported."""

    name: str
    id: str
    state: str
    wanted: str | None
    active: str | None
    sequence: int | None
    origin: str | None
    activated_at: datetime | None
    seen_at: datetime
    code: str | None
    reason: str | None
    place: str | None
    canary: dict[str, Any] | None
    is_silent: bool
    """It has not reported for so long that it does not count any more."""


@dataclass(frozen=True, slots=True)
class ActivationLine:
    """One row of the ledger."""

    runtime: str
    at: datetime
    root: str
    before: str | None
    sequence: int | None
    provenance: dict[str, Any]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """Mail that waits, and since when the oldest does."""

    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """One look at the database."""

    runtimes: tuple[RuntimeLine, ...]
    activations: tuple[ActivationLine, ...]
    queue: Queue

    @property
    def live(self) -> tuple[RuntimeLine, ...]:
        """Processes that report."""
        return tuple(one for one in self.runtimes if not one.is_silent)

    def serving(self, root: str | None) -> int:
        """How many of them serve a root."""
        return sum(one.active == root for one in self.live)


def look(store: Store, now: datetime) -> Overview:
    """Read it all in one transaction; `StorageUnavailableError` when the database cannot be used."""
    with store.read() as connection:
        lines = connection.execute(select(runtimes).order_by(runtimes.c.name, runtimes.c.started_at, runtimes.c.id))
        ledger = connection.execute(select(activations).order_by(activations.c.seq.desc()).limit(LISTED))
        waiting, oldest = connection.execute(
            select(func.count(), func.min(outbox.c.created_at)).where(outbox.c.state == "waiting")
        ).one()
        return Overview(
            tuple(_runtime(row, now) for row in lines),
            tuple(_activation(row) for row in ledger),
            Queue(waiting, oldest),
        )


def _runtime(row: Row[Any], now: datetime) -> RuntimeLine:
    return RuntimeLine(
        name=row.name,
        id=row.id,
        state=row.state,
        wanted=row.wanted,
        active=row.active,
        sequence=row.sequence,
        origin=row.origin,
        activated_at=row.activated_at,
        seen_at=row.seen_at,
        code=row.code,
        reason=row.reason,
        place=row.place,
        canary=row.canary,
        is_silent=now - row.seen_at > SILENT,
    )


def _activation(row: Row[Any]) -> ActivationLine:
    return ActivationLine(row.runtime, row.at, row.root, row.before, row.sequence, row.provenance, tuple(row.checks))


def told(overview: Overview) -> dict[str, Any]:
    """As plain data."""
    return {
        "runtimes": [
            {
                "name": one.name,
                "id": one.id,
                "state": "SILENT" if one.is_silent else one.state,
                "wanted": one.wanted,
                "active": one.active,
                "sequence": one.sequence,
                "origin": one.origin,
                "activated_at": as_text(one.activated_at),
                "seen_at": as_text(one.seen_at),
                "code": one.code,
                "reason": one.reason,
                "place": one.place,
                "canary": one.canary,
            }
            for one in overview.runtimes
        ],
        "activations": [
            {
                "runtime": one.runtime,
                "at": as_text(one.at),
                "root": one.root,
                "before": one.before,
                "sequence": one.sequence,
                "provenance": one.provenance,
                "checks": list(one.checks),
            }
            for one in overview.activations
        ],
        "queue": {"waiting": overview.queue.waiting, "oldest": as_text(overview.queue.oldest)},
    }


def as_text(moment: datetime | None) -> str | None:
    """A moment for programs: `2026-03-02T09:00:00Z`."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
