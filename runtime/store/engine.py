"""Opening a store: SQLite by path, PostgreSQL by URL, both used the same way.

`Store.write` and `Store.read` are the only ways in. Who may write an SQLite file at one moment is
`runtime.store.sqlite`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from runtime.storage import StorageUnavailableError
from runtime.store.sqlite import BUSY_SECONDS, connection_class, journal, library

ANSWER_SECONDS: Final = 10.0
"""How long a server may say nothing before it counts as away: a customer gets an answer, and keeps what was typed."""

_PATIENCE: Final = {
    "connect_timeout": 5,
    "tcp_user_timeout": round(ANSWER_SECONDS * 1000),
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}


class StoreError(ValueError):
    """A database that cannot be used as it is; the message is fit for an operator."""


@dataclass(frozen=True, slots=True)
class Store:
    """A database and the two kinds of transaction there are."""

    engine: Engine
    """Also handed to dbos, whose tables lie in the same database: a job is enqueued in the ticket's transaction."""

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that writes: commits at the end, rolls back on an exception.

        On SQLite it is the only writer from its first statement, so that what it read stays true. Raises
        `StorageUnavailableError`, and then nothing was changed.
        """
        with _in_our_words(), self.engine.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that sees one state of everything; nothing it did is kept.

        Raises `StorageUnavailableError`.
        """
        with _in_our_words(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ")
            try:
                yield connection
            finally:
                connection.rollback()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Whatever keeps the database from being used: away, locked, full, damaged, or all connections taken."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StorageUnavailableError(str(error.orig)) from error
    except NoConnectionError as error:
        raise StorageUnavailableError(str(error)) from error
    except DatabaseError as error:
        # A damaged SQLite file is told by this very class; those below it are mistakes of ours.
        if type(error) is not DatabaseError:
            raise
        raise StorageUnavailableError(str(error.orig)) from error


def open_store(url: str) -> Store:
    """The store at a URL; `StoreError` for one that is neither an SQLite file nor `postgresql+psycopg://…`."""
    address = make_url(url)
    if address.drivername in {"sqlite", "sqlite+pysqlite"}:
        if not address.database or address.database == ":memory:":
            raise StoreError("an SQLite store needs a file: several processes work on it")
        return Store(_sqlite(Path(address.database)))
    if address.drivername in {"postgresql", "postgresql+psycopg"}:
        return Store(_postgresql(address.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)))
    raise StoreError(f"a store is sqlite:///PATH or postgresql+psycopg://…, not {address.drivername}://")


def _sqlite(file: Path) -> Engine:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Customers' words are nobody else's on this machine: SQLite gives its journals the mode of the file.
    file.touch(mode=0o600)
    module = library()
    mode = journal(module)
    engine = create_engine(
        f"sqlite+pysqlite:///{file}",
        module=module,
        connect_args={"factory": connection_class(module, file), "timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=8,
        max_overflow=24,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        # IMMEDIATE: where a transaction was not begun by hand, as in dbos, its first write begins one that writes.
        connection.isolation_level = "IMMEDIATE"
        # SQLite's own knows the letters of ASCII only; PostgreSQL's knows all, and agents search on either.
        connection.create_function("lower", 1, _lower, deterministic=True)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=FULL")
        if cursor.execute("PRAGMA journal_mode").fetchone()[0].upper() != mode:
            cursor.execute(f"PRAGMA journal_mode={mode}")
        cursor.close()

    return engine


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _postgresql(url: str) -> Engine:
    # The store reads what another process has just committed, also within one transaction that writes.
    try:
        return create_engine(
            url,
            pool_size=8,
            max_overflow=24,
            pool_timeout=ANSWER_SECONDS,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            connect_args=_PATIENCE,
        )
    except ModuleNotFoundError as error:
        raise StoreError(f"PostgreSQL needs {error.name}: install frontdesk[postgres]") from error
