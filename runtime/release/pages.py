"""Ready pages: whole responses of public pages in one immutable SQLite file per changed bin.

Writing and looking up rows lives here; what a page says is `runtime.release.render`, how it is sent `runtime.ready`.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

try:  # the same format, packed in two fifths of the time
    from isal import isal_zlib as zlib
except ImportError:  # no wheel for this machine
    import zlib  # type: ignore[no-redef]

_SCHEMA = """
create table pages (
    portal text not null, path text not null, etag text not null, type text not null, plain blob not null,
    packed blob, location text, valid_until integer, primary key (portal, path)
) strict;
create table facts (count integer not null, expires integer) strict
"""
_PACK_FROM = 600  # bytes: below, compressing saves nothing on the wire
_PACK_LEVEL = 3  # isal's last, which takes 2 % less room than zlib's 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be stored: its portal, its path below the portal's, and its bytes; or where it redirects to."""

    portal: str
    path: str
    body: bytes
    type: str = "text/html; charset=utf-8"
    location: str | None = None
    valid_until: int | None = None
    """When time alone changes the page (a notice begins or ends): seconds since 1970."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as found: both encodings, and the ETag of the plain one."""

    etag: str
    type: str
    plain: bytes
    packed: bytes | None
    location: str | None
    valid_until: int | None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as a list of all of them names it."""

    portal: str
    path: str
    etag: str
    type: str
    location: str | None


def write_pages(file: Path, pages: Iterable[Page]) -> int:
    """Write a page file all or nothing; how many pages it holds."""
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    partial.unlink(missing_ok=True)
    database = sqlite3.connect(partial, isolation_level=None)
    try:
        # Nobody sees the file before it is complete and renamed, so a journal would protect nothing.
        database.execute("pragma page_size = 8192")
        database.execute("pragma journal_mode = off")
        database.execute("pragma synchronous = off")
        database.executescript(_SCHEMA)
        database.execute("begin")
        count, expires = 0, None
        for page in pages:
            database.execute("insert into pages values (?, ?, ?, ?, ?, ?, ?, ?)", _row(page))
            count += 1
            if page.valid_until is not None:
                expires = page.valid_until if expires is None else min(expires, page.valid_until)
        database.execute("insert into facts values (?, ?)", (count, expires))
        database.execute("commit")
    finally:
        database.close()
    with partial.open("rb") as written:
        os.fsync(written.fileno())  # a disk may move a file into place before it has its bytes
    partial.replace(file)
    return count


def _row(page: Page) -> tuple[str | bytes | int | None, ...]:
    etag = sha256(page.body).hexdigest()[:24]
    packed = _pack(page.body) if len(page.body) > _PACK_FROM else None
    return page.portal, page.path, etag, page.type, page.body, packed, page.location, page.valid_until


def _pack(body: bytes) -> bytes:
    """The body in gzip's format, without a time or a system's mark in its header."""
    compressor = zlib.compressobj(_PACK_LEVEL, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


class PageFile:
    """One page file, read only, for all threads of a process; closed when the last snapshot that uses it is gone."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.count, self.expires = self._database.execute("select count, expires from facts").fetchone()

    def find(self, portal: str, path: str) -> StoredPage | None:
        """The page of a portal at a path below the portal's own."""
        with self._lock:
            row = self._database.execute(
                "select etag, type, plain, packed, location, valid_until from pages where portal = ? and path = ?",
                (portal, path),
            ).fetchone()
        return None if row is None else StoredPage(*row)

    def paths(self, portal: str) -> tuple[str, ...]:
        """Every path of a portal that has a page or leads to one, in order."""
        with self._lock:
            rows = self._database.execute("select path from pages where portal = ? order by path", (portal,)).fetchall()
        return tuple(path for (path,) in rows)

    def size(self, portal: str, path: str) -> int:
        """How many bytes a page has; 0 where there is none."""
        with self._lock:
            row = self._database.execute(
                "select length(plain) from pages where portal = ? and path = ?", (portal, path)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def listed(self) -> Iterator[ListedPage]:
        """Every page, in order, without its bytes."""
        with self._lock:
            rows = self._database.execute("select portal, path, etag, type, location from pages order by portal, path")
            found = rows.fetchall()
        return (ListedPage(*row) for row in found)

    def __del__(self) -> None:
        # Requests hold their snapshot, snapshots their files: nobody can be reading when this runs.
        database = getattr(self, "_database", None)
        if database is not None:
            database.close()
