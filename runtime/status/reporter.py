"""What a process reports to the database: how it stands with its release, and in the ledger what the machine serves.

A thread of its own does it, on every change and at a heartbeat, so that neither requests nor the watch over releases
ever wait for the database. What cannot be written now is written when the database is back.
"""

import random
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

import structlog
from sqlalchemy import Connection, Row, select, text

from runtime.processes import has_died_here, own_name
from runtime.release.current import Current
from runtime.release.memory import recall
from runtime.release.self_tests import SELF_TESTS
from runtime.release.situation import Situation
from runtime.services import Services
from runtime.settings import Settings
from runtime.status.naming import machine_name
from runtime.store.migrate import migrate
from runtime.store.tables import activations, runtimes

log = structlog.get_logger(__name__)

BEAT: Final = 15.0
"""Seconds between two reports when nothing changes, give or take a fifth: many machines must not knock together."""

SILENT: Final = timedelta(seconds=60)
"""How long a process may say nothing before it no longer counts as alive."""

FORGOTTEN: Final = timedelta(minutes=10)
"""How long a process of another machine is remembered; one of this machine is known to be dead at once."""

_WAITING: Final = 64
_LOCK: Final = 0x66726F6E75  # any number that nobody else on the server locks


@dataclass(frozen=True, slots=True)
class _Change:
    """What the machine began to serve, until it stands in the ledger."""

    at: datetime
    situation: Situation


class Reporter:
    """Reports for one process."""

    def __init__(self, settings: Settings, services: Services, current: Current, name: str | None = None) -> None:
        self._settings = settings
        self._services = services
        self._current = current
        self._started_at = services.clock()
        self._waiting: deque[_Change] = deque(maxlen=_WAITING)
        self._noted: str | None = None
        self._is_migrated = False
        self._is_trouble = False
        self.id = name or own_name()

    @property
    def database(self) -> Literal["ok", "unavailable"]:
        """How the last report went: nobody who asks for health has to wait for the database."""
        return "unavailable" if self._is_trouble else "ok"

    def report(self) -> None:
        """Write everything down once; raises what the database raises, and loses nothing of it."""
        situation = self._current.situation()
        self._note(situation)
        if not self._is_migrated:
            migrate(self._services.store)
            self._is_migrated = True
        with self._services.store.write() as connection:
            if not self._services.store.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            self._say(connection, situation)
            for change in self._waiting:
                _enter(connection, machine_name(self._settings), change)
            _forget(connection, self._services.clock())
        self._waiting.clear()

    def _note(self, situation: Situation) -> None:
        """Remember a change for the ledger; a process that lags behind its machine has nothing to say of it."""
        if situation.active is None or situation.active == self._noted:
            return
        self._noted = situation.active
        kept = recall(self._settings.state).releases
        if kept and kept[0].root == situation.active and situation.activated_at is not None:
            self._waiting.append(_Change(datetime.fromtimestamp(situation.activated_at, UTC), situation))

    def _say(self, connection: Connection, situation: Situation) -> None:
        row = {
            "name": machine_name(self._settings),
            "started_at": self._started_at,
            "seen_at": self._services.clock(),
            **_told(situation),
        }
        mine = runtimes.c.id == self.id
        if connection.execute(runtimes.update().where(mine).values(row)).rowcount == 0:
            connection.execute(runtimes.insert(), {"id": self.id, **row})

    def watch(self, pause: Callable[[], float] = lambda: BEAT * random.uniform(0.8, 1.2)) -> None:  # noqa: S311  no secret
        """Report in the background until the process ends."""

        def run() -> None:
            while True:
                self._current.changed.clear()
                self._try()
                self._current.changed.wait(pause())

        threading.Thread(target=run, name="release-report", daemon=True).start()

    def _try(self) -> None:
        """Report; trouble is told once and never leaves this thread."""
        try:
            self.report()
        except Exception as error:
            if not self._is_trouble:
                log.warning("cannot report", reason=f"{type(error).__name__}: {error}"[:500])
            self._is_trouble = True
        else:
            if self._is_trouble:
                log.info("reporting again")
            self._is_trouble = False


def _told(situation: Situation) -> dict[str, Any]:
    refused, canary = situation.refused, situation.canary
    return {
        "state": situation.state,
        "wanted": situation.wanted,
        "active": situation.active,
        "sequence": situation.sequence,
        "origin": situation.origin,
        "activated_at": _moment(situation.activated_at),
        "fresh_until": _moment(situation.fresh_until),
        "code": refused.code if refused is not None else None,
        "reason": refused.reason if refused is not None else None,
        "place": refused.place or None if refused is not None else None,
        "canary": canary.told() if canary is not None else None,
    }


def _enter(connection: Connection, name: str, change: _Change) -> None:
    """One row in the ledger, unless another process of the machine has written it, or what came after it."""
    last = connection.execute(
        select(activations).where(activations.c.runtime == name).order_by(activations.c.seq.desc()).limit(1)
    ).one_or_none()
    situation = change.situation
    if last is not None and (last.root == situation.active or _is_older(change, last)):
        return
    provenance = situation.record.provenance if situation.record is not None else None
    passed = (*(provenance.checks if provenance is not None else ()), *(f"self-test: {one}" for one, _ in SELF_TESTS))
    row = {
        "runtime": name,
        "at": change.at,
        "root": situation.active,
        "before": last.root if last is not None else None,
        "sequence": situation.sequence,
        "origin": situation.origin,
        "provenance": provenance.model_dump(mode="json", exclude_none=True) if provenance is not None else {},
        "checks": list(passed),
    }
    connection.execute(activations.insert(), row)


def _is_older(change: _Change, last: Row[Any]) -> bool:
    """Whether the ledger knows more already; numbers say it where there are any, for clocks may be put back."""
    sequence = change.situation.sequence
    if sequence is not None and last.sequence is not None:
        return bool(sequence <= last.sequence)
    return bool(change.at <= last.at)


def _forget(connection: Connection, now: datetime) -> None:
    """Remove rows of processes that are no more."""
    connection.execute(runtimes.delete().where(runtimes.c.seen_at < now - FORGOTTEN))
    known = connection.execute(select(runtimes.c.id)).scalars()
    dead = [name for name in known if has_died_here(name)]
    if dead:
        connection.execute(runtimes.delete().where(runtimes.c.id.in_(dead)))


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
