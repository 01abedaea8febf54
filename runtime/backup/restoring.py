"""Putting a backup back: into an empty installation, whole or not at all.

Everything is verified before anything is written. Files come first, each harmless until a row names it; the rows come
last, in one transaction on PostgreSQL and as one renamed file with SQLite. Mail that was sent is known to have been
sent; only what was still waiting is planned again. What was there before is moved aside, never deleted.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, FromClause, func, inspect, select, text
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from runtime.attachments import Attachments
from runtime.backup.archive import BackupError, Verified
from runtime.backup.rows import carried, put_back
from runtime.effects import QueuedEffects, prepare
from runtime.services import Services
from runtime.store.engine import Store, StoreError, open_store
from runtime.store.migrate import migrate_rows, note_effects
from runtime.store.tables import numbers, outbox, parts, runtimes, tickets, workers

ALIVE: Final = timedelta(seconds=30)
"""A worker or portal that was seen so recently may be at work."""

HELD: Final = "held back when a backup was restored"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a backup is to be put back."""

    replace: bool = False
    """Whether an installation that is there already may be moved aside."""
    hold_mail: bool = False
    """Whether mail that was waiting is given up: for drills, while the original still sends."""
    skip_numbers: int = 0
    """How many ticket numbers are left out: those that may have been given to customers after the backup."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it."""

    digest: str
    made_at: str
    tickets: int
    attachments: int
    releases: int
    waiting: int
    """Mails that are planned again."""
    held: int
    """Mails that were waiting and will not be sent."""
    missing: tuple[str, ...]
    aside: str
    """Where the installation that was there is now; empty when there was none."""


def restore(
    backup: Verified, services: Services, wishes: Wishes, look: Callable[[int], None] = lambda _: None
) -> Restored:
    """Put a verified backup into the installation that `services` describes; `BackupError` says why not."""
    now = services.clock()
    aside = _make_room(services.store, wishes, now)
    files = _files(backup, services.attachments, look)
    releases = _releases(backup, services.settings.state, look)
    with _target(services.store, aside, now) as store:
        prepare(store)
        waiting, held = _rows(backup, store, wishes, now)
    with services.store.read() as connection:
        count = connection.execute(select(func.count()).select_from(tickets)).scalar_one()
    manifest = backup.manifest
    return Restored(
        backup.digest, manifest.made_at, count, files, releases, waiting, held, manifest.missing, aside or ""
    )


def _make_room(store: Store, wishes: Wishes, now: datetime) -> str | None:
    """Where what is there will be moved; `None` when nothing is there. Refuses unless that was asked for."""
    with store.read() as connection:
        there = set(inspect(connection).get_table_names())
        if not there:
            return None
        found = next((each for each in carried() if each.name in there and _has_rows(connection, each)), None)
        for table, what in ((workers, "a worker"), (runtimes, "a portal")):
            if table.name in there:
                seen = select(table.c.id).where(table.c.seen_at > now - ALIVE)
                alive = connection.execute(seen).scalars().first()
                if alive is not None:
                    raise BackupError("FD863", f"{what} is at work on this database ({alive}): stop all of them first")
    if found is not None and not wishes.replace:
        raise BackupError(
            "FD863",
            f"this installation is not empty: its table {found.name} has rows. Nothing was changed. "
            "With --replace what is there is moved aside first",
        )
    return f"before_restore_{now:%Y%m%d_%H%M%S}"


def _has_rows(connection: Connection, source: FromClause) -> bool:
    return connection.execute(select(1).select_from(source).limit(1)).first() is not None


def _files(backup: Verified, blobs: Attachments, look: Callable[[int], None]) -> int:
    count = 0
    for name, data in backup.members("attachments/"):
        blobs.put_back(name.removeprefix("attachments/"), data)
        look(len(data))
        count += 1
    return count


def _releases(backup: Verified, state: Path, look: Callable[[int], None]) -> int:
    """Put back files of releases. One that is there stays: it may be newer, and trust never goes back."""
    count = 0
    for name, data in backup.members("releases/"):
        target = state / name.removeprefix("releases/")
        look(len(data))
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.{os.getpid()}.part")
        draft.write_bytes(data)
        draft.replace(target)
        count += 1
    return count


@contextmanager
def _target(store: Store, aside: str | None, now: datetime) -> Iterator[Store]:
    """An empty place for the rows, which becomes the installation's database when nothing went wrong."""
    if not store.is_sqlite:
        with _schemas_aside(store, aside):
            yield store
        return
    file = Path(str(store.engine.url.database))
    draft = file.with_name(f"{file.name}.{now:%Y%m%d%H%M%S}.restoring")
    draft.unlink(missing_ok=True)
    made = open_store(f"sqlite:///{draft}")
    try:
        yield made
        made.close()
        store.close()
        if aside is not None:
            for ending in ("", "-wal", "-shm", "-journal"):
                old = file.with_name(file.name + ending)
                if old.exists():
                    old.replace(file.with_name(f"{file.name}.{aside}{ending}"))
        draft.replace(file)
    finally:
        made.close()
        for left in file.parent.glob(f"{draft.name}*"):
            left.unlink()


@contextmanager
def _schemas_aside(store: Store, aside: str | None) -> Iterator[None]:
    """PostgreSQL: what is there keeps its tables, in schemas of another name; it comes back when nothing came of it."""
    moved = _move_schemas(store, aside) if aside is not None else {}
    try:
        yield
    except BaseException:
        with store.write() as connection:
            for name, target in moved.items():
                connection.execute(text(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'))
                connection.execute(text(f'ALTER SCHEMA "{target}" RENAME TO "{name}"'))
        raise


def _move_schemas(store: Store, aside: str) -> dict[str, str]:
    with store.write() as connection:
        found = inspect(connection)
        own = found.default_schema_name
        moved = {
            name: aside if name == own else f"{aside}_{name}"
            for name in found.get_schema_names()
            if name in {own, "dbos"}
        }
        for name, target in moved.items():
            connection.execute(text(f'ALTER SCHEMA "{name}" RENAME TO "{target}"'))
        connection.execute(text(f'CREATE SCHEMA "{own}"'))
    return moved


def _rows(backup: Verified, store: Store, wishes: Wishes, now: datetime) -> tuple[int, int]:
    """All rows in one transaction; how many mails are planned again and how many are held."""
    manifest = backup.manifest
    with store.write() as connection:
        try:
            migrate_rows(store, connection, manifest.schema_version)
        except StoreError as error:
            version = manifest.schema_version
            raise BackupError(
                "FD865", f"its tables are of version {version}, which this program does not know"
            ) from error
        for source in carried():
            shape = manifest.tables.get(source.name)
            if shape is not None:
                count = 0
                for _, part in backup.members(f"tables/{source.name}/"):
                    try:
                        count += put_back(connection, source.name, shape, part)
                    except (DataError, IntegrityError, ProgrammingError) as error:
                        raise BackupError(
                            "FD865", f"the table {source.name} does not take a row: {error.orig}"
                        ) from error
                if count != shape.rows:
                    raise BackupError("FD861", f"{source.name} has {count} rows and should have {shape.rows}")
        _count_on(store, connection)
        migrate_rows(store, connection)
        note_effects(connection)
        held = _hold(connection, now) if wishes.hold_mail else 0
        waiting = _plan_again(connection, store, now)
        if wishes.skip_numbers:
            connection.execute(numbers.update().values(last=numbers.c.last + wishes.skip_numbers))
        marks = {
            "restored-from": backup.digest.removeprefix("sha256:")[:40],
            "restored-at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        }
        connection.execute(parts.insert(), [{"name": name, "version": value} for name, value in marks.items()])
    return waiting, held


def _count_on(store: Store, connection: Connection) -> None:
    """Rows that number themselves go on after those that were put back; SQLite does so by itself."""
    if store.is_sqlite:
        return
    for source in carried():
        own = source.autoincrement_column
        if own is None or not inspect(connection).has_table(source.name):
            continue
        highest = connection.execute(select(func.max(own))).scalar()
        if highest is not None:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, :own), :highest)"),
                {"name": source.name, "own": own.name, "highest": highest},
            )


def _hold(connection: Connection, now: datetime) -> int:
    return connection.execute(
        outbox.update().where(outbox.c.state == "waiting").values(state="given_up", done_at=now, problem=HELD)
    ).rowcount


def _plan_again(connection: Connection, store: Store, now: datetime) -> int:
    """A job for every mail that was waiting: jobs themselves are in no backup."""
    effects = QueuedEffects(store)
    waiting = list(connection.execute(select(outbox).where(outbox.c.state == "waiting").order_by(outbox.c.created_at)))
    for row in waiting:
        pause = (row.next_at - now).total_seconds() if row.next_at else 0.0
        effects.enqueue(connection, row.id, row.attempts, max(pause, 0.0))
    return len(waiting)
