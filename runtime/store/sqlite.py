"""SQLite the way several processes can share one file: which library, which journal, and one writer at a time.

SQLite's own waiting for a lock is unfair: under load a process may wait for seconds. So whoever begins to write first
takes a lock file, in turn. The lock sits in the driver's connection and not in our queries, because dbos works on the
same engine and has to queue up with everyone else.
"""

import fcntl
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

WAL_SAFE: Final = (3, 51, 3)
"""From this version on several processes may reset a write-ahead log at once without losing data."""

BUSY_SECONDS: Final = 12.0
"""How long a lock is waited for: less than a web server waits for its workers, so that a customer gets an answer."""

_READS: Final = re.compile(
    r"\s*(?:SELECT|PRAGMA|EXPLAIN|BEGIN\s*+(?:DEFERRED)?+\s*+;?+\s*+$|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)", re.IGNORECASE
)


def library() -> ModuleType:
    """The newest SQLite there is: `pysqlite3` brings its own, else the one of Python itself."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    found: ModuleType = dbapi2
    return found


def journal(module: ModuleType) -> str:
    """The journal mode a library may use on a file that several processes write."""
    return "WAL" if module.sqlite_version_info >= WAL_SAFE else "DELETE"


class WriterLock:
    """The right to write one file: fair between threads and between processes; the system frees a dead one's."""

    _known: Final[dict[Path, "WriterLock"]] = {}
    _guard: Final = threading.Lock()

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._file: int | None = None
        self._changed = threading.Condition()
        self._queues = False
        self._is_wanted = False
        self._process = os.getpid()

    @classmethod
    def of(cls, database: Path) -> "WriterLock":
        """The lock of a database file: one per process, so that its threads queue up before the file does."""
        path = database.resolve().with_name(database.name + ".lock")
        with cls._guard:
            known = cls._known.get(path)
            if known is None or known._process != os.getpid():
                known = cls._known[path] = cls(path)
            return known

    def take(self) -> bool:
        """Wait for the right to write; `False` when somebody kept it longer than a write may take."""
        end = time.monotonic() + BUSY_SECONDS
        if not self._thread.acquire(timeout=BUSY_SECONDS):
            return False
        taken = False
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            taken = self._has_locked(self._file, end)
        finally:
            if not taken:
                self._thread.release()
        return taken

    def _has_locked(self, file: int, end: float) -> bool:
        """Lock the file, or give up at a moment.

        Asking again and again would be unfair to whoever asks more seldom, and the system's queue knows no end: so a
        thread stands in it for us. One that is waited for no more keeps its place for the next writer of this process.
        """
        with self._changed:
            if not self._queues:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self._queues = True
                    threading.Thread(target=self._queue, args=(file,), name="writer-lock", daemon=True).start()
                else:
                    return True
            self._is_wanted = True
            taken = self._changed.wait_for(lambda: not self._queues, max(0.0, end - time.monotonic()))
            self._is_wanted = False
            return taken

    def _queue(self, file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
        with self._changed:
            self._queues = False
            if self._is_wanted:
                self._changed.notify()
            else:
                fcntl.flock(file, fcntl.LOCK_UN)

    def give_back(self) -> None:
        """Let the next one write."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._thread.release()


class _QueueingCursor:
    """What a cursor does around statements that write; the rest is the driver's."""

    connection: Any

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """Run a statement, in turn when it writes."""
        parent: Any = super()
        if _READS.match(sql):
            return parent.execute(sql, parameters)
        with self.connection.turn():
            return parent.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> Any:
        """Run a statement for each of the parameters, in turn."""
        parent: Any = super()
        with self.connection.turn():
            return parent.executemany(sql, parameters)


class _QueueingConnection:
    """What a connection knows about its turn to write: taken at the first write, over when the transaction ends."""

    in_transaction: bool
    queue: WriterLock
    cursor_type: type[Any]
    problem: type[Exception]
    _holds = False

    def cursor(self) -> Any:
        """A cursor that queues up before it writes."""
        parent: Any = super()
        return parent.cursor(self.cursor_type)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """A statement on a cursor of its own."""
        return self.cursor().execute(sql, parameters)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Queue up for a statement, unless this transaction writes already."""
        if not self._holds:
            if not self.queue.take():
                raise self.problem("database is locked: another transaction does not end")
            self._holds = True
        try:
            yield
        finally:
            if not self.in_transaction:
                self._free()

    def commit(self) -> None:
        """Commit; where that fails the transaction is still open and so is the turn."""
        parent: Any = super()
        parent.commit()
        self._free()

    def rollback(self) -> None:
        """Roll back and let the next one write."""
        parent: Any = super()
        try:
            parent.rollback()
        finally:
            self._free()

    def close(self) -> None:
        """Close and let the next one write."""
        parent: Any = super()
        try:
            parent.close()
        finally:
            self._free()

    def _free(self) -> None:
        if self._holds:
            self._holds = False
            self.queue.give_back()


def connection_class(module: ModuleType, database: Path) -> type[Any]:
    """A driver's connection to one file with the writer lock in it; statements that only read run without it."""
    cursor = type("QueueingCursor", (_QueueingCursor, module.Cursor), {})
    facts = {"queue": WriterLock.of(database), "cursor_type": cursor, "problem": module.OperationalError}
    return type("QueueingConnection", (_QueueingConnection, module.Connection), facts)
