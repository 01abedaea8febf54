"""Ready pages: whole responses of public pages in one immutable SQLite file per changed bin.

Writing and looking up rows lives here; what a page says is `runtime.release.render`.
"""

import gzip
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_SCHEMA = """
create table pages (
    portal text not null, path text not null, etag text not null, type text not null, plain blob not null,
    packed blob, location text, primary key (portal, path)
) without rowid, strict
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be stored: its portal, its path below the portal's, and its bytes; or where it redirects to."""

    portal: str
    path: str
    body: bytes
    type: str = "text/html; charset=utf-8"
    location: str | None = None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as found: both encodings, and the ETag of the plain one."""

    etag: str
    type: str
    plain: bytes
    packed: bytes | None
    location: str | None


def write_pages(file: Path, pages: Iterable[Page]) -> int:
    """Write a page file all or nothing; how many pages it holds."""
    partial = file.with_suffix(".part")
    partial.unlink(missing_ok=True)
    database = sqlite3.connect(partial)
    try:
        database.execute("pragma journal_mode = off")
        database.execute("pragma synchronous = off")
        database.execute(_SCHEMA)
        count = 0
        for page in pages:
            database.execute("insert into pages values (?, ?, ?, ?, ?, ?, ?)", _row(page))
            count += 1
        database.commit()
    finally:
        database.close()
    partial.replace(file)
    return count


def _row(page: Page) -> tuple[str, str, str, str, bytes, bytes | None, str | None]:
    etag = sha256(page.body).hexdigest()[:24]
    packed = gzip.compress(page.body, 6, mtime=0) if len(page.body) > 600 else None
    return page.portal, page.path, etag, page.type, page.body, packed, page.location


class PageFile:
    """One page file, read only."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def find(self, portal: str, path: str) -> StoredPage | None:
        """The page of a portal at a path below the portal's own."""
        row = self._database.execute(
            "select etag, type, plain, packed, location from pages where portal = ? and path = ?", (portal, path)
        ).fetchone()
        return None if row is None else StoredPage(*row)

    def close(self) -> None:
        """Release the file."""
        self._database.close()
