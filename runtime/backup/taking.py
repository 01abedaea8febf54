"""Taking a backup of an installation while portals and workers run.

The database is seen at one moment: SQLite is copied page by page first, so that nobody waits while the copy is read;
PostgreSQL shows one state to a transaction that reads. Files come after it. Each was durable before a row named it, and
none that a row names is ever removed, so the rows of that moment find all of theirs.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, select

from runtime.attachments import Attachments
from runtime.backup.archive import BackupError, Manifest, TableShape, Writer, key_mark
from runtime.backup.rows import carried, in_parts, lines, shape_of
from runtime.durable import flush
from runtime.services import Services
from runtime.storage import StorageUnavailableError
from runtime.store.engine import Store, open_store
from runtime.store.migrate import HEAD, is_current
from runtime.store.sqlite import WriterLock, journal, library
from runtime.store.tables import attachments, tickets

RELEASES: Final[tuple[str, ...]] = ("releases.json", "seen", "fetched", "accepted", "accepted.json")
"""What a state folder holds of releases: what was served well, who is trusted, what was received; its pointer last."""

PASSING: Final = (".part", ".lock", ".tmp")
"""Endings of files that are being written."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was written."""

    path: Path
    digest: str
    """The manifest's, by which the backup is recognised."""
    size: int
    tickets: int
    attachments: int
    releases: int
    """Files of releases and of trust."""
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as its row has it."""

    id: str
    digest: str
    size: int


def take(
    services: Services, path: Path, *, without_missing: bool = False, look: Callable[[int], None] = lambda _: None
) -> Taken:
    """Write a backup to `path`, whole or not at all; `BackupError` when something of it cannot be had.

    `look` is told of every file that has been written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            writer = Writer(file)
            with _at_one_moment(services.store, path.parent) as store:
                made = _write(writer, services, store, without_missing, look)
            digest = writer.close(made.manifest, services.secret_key)
            file.flush()
            os.fsync(file.fileno())
        # A name that exists is not written over: it may be the only backup there is.
        os.link(draft, path)
        flush(path.parent)
    except FileExistsError as error:
        raise BackupError("FD863", f"{path} exists already; nothing was written over it") from error
    finally:
        draft.unlink(missing_ok=True)
    manifest = made.manifest
    files = sum(name.startswith("attachments/") for name in manifest.members)
    kept = sum(name.startswith("releases/") for name in manifest.members)
    return Taken(path, digest, path.stat().st_size, made.tickets, files, kept, manifest.missing)


@dataclass(frozen=True, slots=True)
class _Made:
    manifest: Manifest
    tickets: int


def _write(
    writer: Writer, services: Services, store: Store, without_missing: bool, look: Callable[[int], None]
) -> _Made:
    moment = services.clock()
    with store.read() as connection:
        tables = {source.name: _add_table(writer, connection, source) for source in carried()}
        count = connection.execute(select(func.count()).select_from(tickets)).scalar_one()
        rows = connection.execute(select(attachments.c.id, attachments.c.digest, attachments.c.size))
        files = [File(*row) for row in rows]
    missing = tuple(_add_files(writer, services.attachments, sorted(files, key=lambda each: each.id), look))
    if missing and not without_missing:
        some = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
        raise BackupError(
            "FD864",
            f"the bytes of {len(missing)} attachments are gone or damaged: {some}. Nothing was written; "
            "--without-missing writes a backup that says so",
        )
    for name, found in _releases(services.settings.state):
        writer.add(name, found.read_bytes())
        look(1)
    manifest = Manifest(
        made_at=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        schema_version=HEAD,
        database=services.store.engine.dialect.name,
        environment=services.settings.environment,
        key=key_mark(services.secret_key),
        tables=tables,
        missing=missing,
        members=writer.members,
    )
    return _Made(manifest, count)


def _add_table(writer: Writer, connection: Connection, source: Any) -> TableShape:
    rows = 0
    for number, (part, count) in enumerate(in_parts(lines(connection, source))):
        writer.add(f"tables/{source.name}/{number:06}.jsonl", part)
        rows += count
    return shape_of(source, rows)


def _add_files(writer: Writer, blobs: Attachments, files: list[File], look: Callable[[int], None]) -> Iterator[str]:
    """Put in every file whose bytes are as its row says; yields the ids of the others."""
    for each in files:
        try:
            data = blobs.read(each.id)
        except FileNotFoundError:
            yield each.id
            continue
        except Exception as error:  # obstore has an exception of its own for each kind of trouble
            raise StorageUnavailableError(f"attachment {each.id}: {error}") from error
        if len(data) != each.size or f"sha256:{sha256(data).hexdigest()}" != each.digest:
            yield each.id
            continue
        writer.add(f"attachments/{each.id}", data)
        look(1)


def _releases(state: Path) -> Iterator[tuple[str, Path]]:
    """Plain files of releases below the state folder, by their names in a backup."""
    for root in RELEASES:
        base = state / root
        for found in sorted([base, *base.rglob("*")] if base.is_dir() else [base]):
            if found.is_file() and not found.is_symlink() and not found.name.endswith(PASSING):
                yield f"releases/{found.relative_to(state).as_posix()}", found


@contextmanager
def _at_one_moment(store: Store, folder: Path) -> Iterator[Store]:
    """A store that shows one state of everything for as long as it takes."""
    if not is_current(store):
        raise BackupError("FD865", "the database is of another version than this program: frontdesk migrate db")
    if not store.is_sqlite:
        yield store
        return
    with tempfile.TemporaryDirectory(prefix=".frontdesk-backup-", dir=folder) as work:
        copy = Path(work) / "copy.sqlite"
        _copy(store, copy)
        copied = open_store(f"sqlite:///{copy}")
        try:
            yield copied
        finally:
            copied.close()


def _copy(store: Store, target: Path) -> None:
    """SQLite's own online copy. With a rollback journal nobody may write meanwhile: it would begin again for ever."""
    module = library()
    target.touch(mode=0o600)
    source = store.engine.raw_connection()
    turn = WriterLock.of(Path(str(store.engine.url.database))) if journal(module) != "WAL" else None
    if turn is not None and not turn.take():
        raise StorageUnavailableError("the database is locked: a transaction does not end")
    try:
        with closing(module.connect(str(target))) as copy:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]  # SQLite's own: the caller has asked
    finally:
        if turn is not None:
            turn.give_back()
        source.close()
