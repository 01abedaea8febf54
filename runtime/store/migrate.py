"""Bringing a database to the shape this version needs: our tables by Alembic, those of dbos by dbos.

Any number of processes may start at once: one does the work, the others wait for it and find it done.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, select, text

from runtime.storage import StorageUnavailableError
from runtime.store.engine import Store, StoreError
from runtime.store.tables import parts

HEAD: Final = "0003"
"""The newest step under `migrations/versions`; a test keeps this true."""

_TURNS: Final = 10
"""How often the right to write is waited for: another process may take longer for this work than a write may take."""

_LOCK: Final = 0x66726F6E74  # any number that nobody else on the server locks
_DBOS: Final = select(parts.c.version).where(parts.c.name == "dbos")
_FOLDER: Final = Path(__file__).parent / "migrations"


def migrate(store: Store) -> bool:
    """Bring a store up to date and say whether anything had to be done.

    Cheap when nothing is: neither Alembic nor dbos is imported. `StoreError` when the database is of a newer version.
    """
    for left in reversed(range(_TURNS)):
        try:
            if is_current(store):
                return False
            with store.write() as connection:
                _wait_for_turn(store, connection)
                _upgrade(connection)
            break
        except StorageUnavailableError:
            if left == 0 or not store.is_sqlite:
                raise
    _prepare_dbos(store)
    return True


def migrate_rows(store: Store, connection: Connection, version: str = "head") -> None:
    """Bring our tables to a version, in a transaction that goes on: rows of that version may be put in next.

    `StoreError` for a version that this program does not know.
    """
    _wait_for_turn(store, connection)
    _upgrade(connection, version)


def is_current(store: Store) -> bool:
    """Whether a store has the shape that this version needs."""
    with store.read() as connection:
        if not inspect(connection).has_table("schema_version"):
            return False
        found = connection.execute(text("SELECT version_num FROM schema_version")).scalar()
        return found == HEAD and connection.execute(_DBOS).scalar() == version("dbos")


def is_blank(store: Store) -> bool:
    """Whether nothing of ours has ever been kept in a store."""
    with store.read() as connection:
        return not inspect(connection).has_table("schema_version")


def _upgrade(connection: Connection, version: str = "head") -> None:
    from alembic.command import upgrade
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        upgrade(config, version)
    except CommandError as error:
        raise StoreError(f"the database is of another version than this program: {error}") from error


def _prepare_dbos(store: Store) -> None:
    from runtime.effects import prepare

    # On connections of its own and with a lock of its own, where several processes get here at once.
    prepare(store)
    with store.write() as connection:
        _wait_for_turn(store, connection)
        note_effects(connection)


def note_effects(connection: Connection) -> None:
    """Write down for which version of dbos its tables were prepared."""
    connection.execute(parts.delete().where(parts.c.name == "dbos"))
    connection.execute(parts.insert(), {"name": "dbos", "version": version("dbos")})


def _wait_for_turn(store: Store, connection: Connection) -> None:
    # SQLite has one writer anyway; PostgreSQL is asked for a lock that ends with the transaction.
    if not store.is_sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
