"""Performing what is planned: one attempt at one outbox row, and what follows from how it went.

Who calls this and when is `runtime.worker`. A row that is sent is never sent again; a worker that dies between the mail
server's word and ours makes a second copy with the same Message-ID, which mail programs show once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Connection, Row, select

from runtime import letters
from runtime.channels import email
from runtime.channels.email import Letter, Server
from runtime.release.acting import Acting
from runtime.services import Services
from runtime.store.tables import outbox
from runtime.tickets.sealed import UnreadableError

LONGEST_PAUSE: Final = 900.0
"""Seconds between two attempts when a server has been down for long: its first mail comes soon after it is back."""

PATIENCE: Final = timedelta(days=4)
"""How long a mail is tried for, as mail servers do (RFC 5321, 4.5.4.1)."""

LATE: Final = timedelta(minutes=10)
"""How long after its time an attempt may still be under way before its job counts as lost."""

AT_A_TIME: Final = 500
"""Rows that are looked after at a time: nobody else writes while lost ones are adopted."""

log = structlog.get_logger(__name__)


class Performer:
    """Performs outbox rows for one process."""

    def __init__(
        self,
        services: Services,
        acting: Callable[[], Acting],
        send: Callable[[Letter, Server], None] = email.send,
    ) -> None:
        self._services = services
        self._acting = acting
        self._send = send
        self._looked_at = ""

    def perform(self, outbox_id: str, attempt: int) -> None:
        """Try once to send a row's mail, and write down how it went, with the next attempt where there is one."""
        with self._services.store.read() as connection:
            row = connection.execute(select(outbox).where(outbox.c.id == outbox_id)).one_or_none()
            if row is None or row.state != "waiting" or row.attempts > attempt:
                return  # done already, or this attempt was: a job may run twice
        try:
            self._deliver(row)
        except (letters.UndeliverableError, email.RejectedError, email.HeaderError) as problem:
            self._finish(row, "given_up", str(problem))
        except (email.UnreachableError, UnreadableError) as problem:
            self._again(row, str(problem))
        except Exception as problem:
            log.exception("mail failed", outbox=outbox_id)
            self._again(row, f"{type(problem).__name__}: {problem}")
        else:
            self._finish(row, "sent", None)

    def _deliver(self, row: Row[Any]) -> None:
        services, settings = self._services, self._services.settings
        with services.store.read() as connection:
            draft = letters.write(connection, services, self._acting(), row)
        own = Server(settings.smtp_host, settings.smtp_port)
        # No transaction is open while a mail server takes its time.
        self._send(draft.letter, email.server_of(draft.sender.send, draft.brand.bindings, own))

    def _finish(self, row: Row[Any], state: str, problem: str | None) -> None:
        with self._services.store.write() as connection:
            connection.execute(
                outbox.update()
                .where(outbox.c.id == row.id)
                .values(
                    state=state,
                    attempts=row.attempts + 1,
                    next_at=None,
                    done_at=self._services.clock(),
                    problem=problem,
                )
            )
        log.info("mail", outbox=row.id, state=state, problem=problem)

    def _again(self, row: Row[Any], problem: str) -> None:
        """Plan the next attempt in the transaction that records this one."""
        now = self._services.clock()
        if now - row.created_at > PATIENCE:
            self._finish(row, "given_up", problem)
            return
        pause = pause_before(row.attempts + 1, self._services.settings.retry_seconds)
        with self._services.store.write() as connection:
            connection.execute(
                outbox.update()
                .where(outbox.c.id == row.id)
                .values(attempts=row.attempts + 1, next_at=now + timedelta(seconds=pause), problem=problem)
            )
            self._services.effects.enqueue(connection, row.id, row.attempts + 1, pause)
        log.warning("mail delayed", outbox=row.id, seconds=pause, problem=problem)

    def adopt(self) -> int:
        """Enqueue rows whose time has passed and that no job is going to perform; how many there were.

        Mail that only waits its turn, as after a weekend without a worker, has its jobs. A job is part of the
        transaction that plans it and cannot be missing; a restored backup or a fault of ours could still leave a row
        behind, and a mail must not be lost to either.
        """
        now = self._services.clock()
        with self._services.store.read() as connection:
            chosen = select(outbox.c.id, outbox.c.attempts).where(_is_late(now), outbox.c.id > self._looked_at)
            late = {row.id: row.attempts for row in connection.execute(chosen.order_by(outbox.c.id).limit(AT_A_TIME))}
        # Where very many wait, those that come behind these have their turn at the next look.
        self._looked_at = max(late) if len(late) == AT_A_TIME else ""
        lost = late.keys() - self._services.effects.under_way(late.items()) if late else ()
        if not lost:
            return 0
        with self._services.store.write() as connection:
            return sum(self._adopted(connection, name, late[name], now) for name in sorted(lost))

    def _adopted(self, connection: Connection, name: str, attempts: int, now: datetime) -> bool:
        """Enqueue a row, unless it has been performed or adopted since it was looked at."""
        unchanged = (outbox.c.id == name) & (outbox.c.state == "waiting") & (outbox.c.attempts == attempts)
        changed = outbox.update().where(unchanged).values(attempts=attempts + 1, next_at=now)
        if connection.execute(changed).rowcount == 0:
            return False
        self._services.effects.enqueue(connection, name, attempts + 1)
        return True


def _is_late(now: datetime) -> Any:
    return (outbox.c.state == "waiting") & (outbox.c.next_at < now - LATE)


def pause_before(attempt: int, first: float) -> float:
    """Seconds before an attempt: the first pause, then twice as long each time, up to a quarter of an hour."""
    return float(min(first * 2 ** (attempt - 1), max(first, LONGEST_PAUSE)))
