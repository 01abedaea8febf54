"""The process that performs effects, lets time pass for the rules, and takes over from workers that have died.

Web processes only enqueue. Any number of workers may run, on any number of machines with one database.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import select

from runtime.effects import Executor
from runtime.outbox import Performer
from runtime.processes import has_died_here, own_name
from runtime.release.acting import Releases
from runtime.services import Services, services_of
from runtime.settings import Settings
from runtime.store.migrate import migrate
from runtime.store.tables import workers
from runtime.sweeping import sweep
from runtime.tickets.passing import pass_time

BEAT: Final = 5.0
"""Seconds between two signs of life."""

DEAD: Final = timedelta(seconds=30)
"""How long a worker of another machine may be silent; one of this machine is known to be dead at once."""

LOOKS: Final = 3
"""How often a silent one is looked for: after the database was away, the living speak up between two looks."""

KEPT: Final = timedelta(days=7)
"""How long a job that is done is remembered, for an operator who wonders."""

log = structlog.get_logger(__name__)


class Watchdog:
    """Signs of life: gives this process's, notices those that are missing, has the dead one's jobs queued again."""

    def __init__(self, services: Services, name: str, recover: Callable[[list[str]], int]) -> None:
        self._services = services
        self._name = name
        self._recover = recover
        self._looks: dict[str, tuple[datetime, int]] = {}

    def beat(self) -> None:
        """Give a sign of life."""
        now = self._services.clock()
        with self._services.store.write() as connection:
            mine = workers.c.id == self._name
            if connection.execute(workers.update().where(mine).values(seen_at=now)).rowcount == 0:
                connection.execute(workers.insert(), {"id": self._name, "started_at": now, "seen_at": now})

    def bury(self) -> None:
        """Queue again what dead workers had begun. Several may do it at once: each job is queued once."""
        with self._services.store.read() as connection:
            known = list(connection.execute(select(workers).where(workers.c.id != self._name)))
        dead = [row.id for row in known if has_died_here(row.id) or self._is_silent(row.id, row.seen_at)]
        if dead:
            log.warning("workers died", names=dead, jobs=self._recover(dead))
            with self._services.store.write() as connection:
                connection.execute(workers.delete().where(workers.c.id.in_(dead)))

    def _is_silent(self, name: str, seen_at: datetime) -> bool:
        if self._services.clock() - seen_at <= DEAD:
            self._looks.pop(name, None)
            return False
        before, looks = self._looks.get(name, (seen_at, 0))
        looks = looks + 1 if before == seen_at else 1
        self._looks[name] = (seen_at, looks)
        return looks >= LOOKS

    def leave(self) -> None:
        """End in order: nobody need look after this process."""
        with self._services.store.write() as connection:
            connection.execute(workers.delete().where(workers.c.id == self._name))


def run(settings: Settings, stop: threading.Event | None = None) -> None:
    """Perform effects until told to stop: by the event, or by SIGTERM or SIGINT where there is none."""
    stop = stop or _until_signal()
    services = services_of(settings)
    if migrate(services.store):
        log.info("database brought up to date")
    releases = Releases(settings)
    releases.watch(settings.poll_seconds, stop)
    performer = Performer(services, releases.current)
    name = own_name()
    executor = Executor(services.store, name, performer.perform)
    watchdog = Watchdog(services, name, executor.recover)
    told: set[str] = set()
    log.info("worker ready", name=name)
    try:
        with beating(watchdog):
            try:
                _turn(
                    stop,
                    (
                        (6, performer.adopt),
                        (12, lambda: pass_time(services, releases.current(), told, stop)),
                        (720, lambda: sweep(services)),
                        (720, lambda: executor.tidy(services.clock() - KEPT)),
                    ),
                )
            finally:
                executor.stop(seconds=10)
    finally:
        services.store.close()
        log.info("worker stopped", name=name)


@contextmanager
def beating(watchdog: Watchdog, seconds: float = BEAT) -> Iterator[None]:
    """Signs of life for as long as the body runs: a thread of its own gives them, for a duty may take minutes."""
    ended = threading.Event()
    duties = ((1, watchdog.beat), (1, watchdog.bury))
    heart = threading.Thread(target=_turn, args=(ended, duties, seconds), name="worker-heart", daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()
        watchdog.leave()


def _turn(stop: threading.Event, duties: tuple[tuple[int, Callable[[], object]], ...], seconds: float = BEAT) -> None:
    """Everything that is done every so many beats; what fails once is tried again when its turn comes again."""
    turn = 0
    while True:
        for every, duty in duties:
            if turn % every == 0:
                try:
                    duty()
                except Exception:
                    log.exception("worker duty failed")
        turn += 1
        if stop.wait(seconds):
            return


def _until_signal() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop
