"""Effects planned by tickets, performed later by a worker: the one module that knows dbos.

A job is enqueued in the transaction that writes the ticket, because dbos keeps its tables in our database and is handed
our engine: what is rolled back was never planned, what is committed will be tried. A job is one attempt at one outbox
row; whether another attempt follows is `runtime.outbox`'s to say. dbos is imported when first needed.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from runtime.store.engine import Store

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig

APPLICATION: Final = "frontdesk"
VERSION: Final = "1"
"""What jobs are marked with; it moves only when jobs of before cannot be performed any more, never with a bundle."""

QUEUE: Final = "effects"
_JOB: Final = "attempt"
_UNDER_WAY: Final = ("ENQUEUED", "DELAYED", "PENDING")
_RECOVERIES: Final = 100
_AT_A_TIME: Final = 1000


class QueuedEffects:
    """The effects of a store: enqueues, never performs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._opened: DBOSClient | None = None

    def get_ready(self) -> None:
        """Import dbos: half a second in which nobody should have to wait for a writer."""
        self._client  # noqa: B018  opened by being asked for

    def enqueue(self, connection: Connection, outbox_id: str, attempt: int = 0, delay: float = 0) -> None:
        """Plan one attempt, in the transaction of `connection`; the same attempt is never planned twice."""
        from dbos import EnqueueOptions

        options = EnqueueOptions(
            workflow_name=_JOB, queue_name=QUEUE, workflow_id=_name(outbox_id, attempt), app_version=VERSION
        )
        if delay > 0:
            options["delay_seconds"] = delay
        self._client.enqueue_in_transaction(connection, options, outbox_id, attempt)

    def under_way(self, attempts: Iterable[tuple[str, int]]) -> frozenset[str]:
        """Of attempts at outbox rows, the rows whose job is still to be performed, or is being performed."""
        names = {_name(outbox_id, attempt): outbox_id for outbox_id, attempt in attempts}
        found = self._client.list_workflows(
            workflow_ids=list(names), status=list(_UNDER_WAY), load_input=False, load_output=False
        )
        return frozenset(names[job.workflow_id] for job in found)

    @property
    def _client(self) -> "DBOSClient":
        if self._opened is None:
            _quiet()
            from dbos import DBOSClient

            self._opened = DBOSClient(
                system_database_engine=self._store.engine, application_name=APPLICATION, lazy=True
            )
        return self._opened


def _name(outbox_id: str, attempt: int) -> str:
    """What the job of an attempt is called: dbos takes a name once."""
    return f"{outbox_id}-{attempt}"


def prepare(store: Store) -> None:
    """Make or bring up to date the tables of dbos."""
    _quiet()
    from dbos import DBOSClient

    client = DBOSClient(system_database_engine=store.engine, application_name=APPLICATION, lazy=True)
    # The public `DBOS.migrate` would open the file with another SQLite library than ours.
    client._sys_db.run_migrations()
    client.destroy()


class Executor:
    """dbos performing jobs in this process, until stopped."""

    def __init__(self, store: Store, name: str, perform: Callable[[str, int], None], *, at_once: int = 4) -> None:
        """`name` is this process's alone: jobs of a name that has died may be given to another (`recover`)."""
        _quiet()
        from dbos import DBOS

        DBOS(config=_config(store, name))

        @DBOS.step(name="perform")
        def run(outbox_id: str, attempt: int) -> None:
            perform(outbox_id, attempt)

        @DBOS.workflow(name=_JOB, max_recovery_attempts=_RECOVERIES)
        def job(outbox_id: str, attempt: int) -> None:
            run(outbox_id, attempt)

        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=at_once, polling_interval_sec=0.5, on_conflict="always_update")

    def recover(self, dead: list[str]) -> int:
        """Queue again what dead processes had begun; how many jobs that were. Doing it twice does it once."""
        from dbos import DBOS

        # Documented for dbos's own service only; a watchdog is what its manual asks of everyone else.
        return len(DBOS._recover_pending_workflows(dead))

    def tidy(self, before: datetime) -> int:
        """Forget jobs that were done before a moment; what became of their mail stays in the outbox."""
        from dbos import DBOS

        done = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=_AT_A_TIME,
            load_input=False,
            load_output=False,
        )
        DBOS.delete_workflows([job.workflow_id for job in done])
        return len(done)

    def stop(self, seconds: int) -> None:
        """Begin nothing new, give what is being done some seconds, and end."""
        from dbos import DBOS

        DBOS.destroy(workflow_completion_timeout_sec=seconds)


def _config(store: Store, name: str) -> "DBOSConfig":
    return {
        "name": APPLICATION,
        "application_version": VERSION,
        "executor_id": name,
        "system_database_engine": store.engine,
        "use_listen_notify": False,
        "run_migrations": False,
        "log_level": "WARNING",
    }


def _quiet() -> None:
    """dbos tells of its engine at every start, and that SQLite is for development; both are known here."""
    import logging

    logging.getLogger("dbos").setLevel(logging.WARNING)
