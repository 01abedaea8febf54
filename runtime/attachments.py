"""Files customers and agents attach: bytes under random ids, in a folder or in S3.

A blob is durable before any row names it, so a ticket never points at nothing; a blob that no row names in the end is
swept. How a file is handed out, so that no browser runs it, stands here, too; who may have it is the pages' to decide.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from runtime.durable import flush
from runtime.storage import StorageUnavailableError
from schemas.buckets import unsaid

if TYPE_CHECKING:
    from obstore.store import ObjectStore

ORPHAN_AGE: Final = timedelta(days=1)
"""Older blobs without a row belong to no transaction that is still open."""

_SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})
"""What may keep its media type. Everything else, SVG and HTML above all, is sent as bytes of no kind."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, its name made safe already; `field` is the form field it answers, if any."""

    field: str | None
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are durable."""

    id: str
    upload: Upload
    digest: str


class Attachments:
    """A place for blobs, by URL: `file:///folder` or whatever obstore reads, such as `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._folder = Path(url.removeprefix("file://")) if url.startswith("file://") else None
        self._opened: ObjectStore | None = None

    @property
    def _store(self) -> "ObjectStore":
        # Opened when first needed: most processes never see a file, and the library is large.
        if self._opened is None:
            from obstore.store import LocalStore, from_url

            for name in unsaid(os.environ):  # the library takes an empty endpoint for one, and ends the program
                os.environ.pop(name, None)
            self._opened = LocalStore(self._folder, mkdir=True) if self._folder else from_url(self._url)
        return self._opened

    def keep(self, upload: Upload) -> Kept:
        """Store a file for good; when this returns, a loss of power does not lose it.

        Raises `StorageUnavailableError`, as for a full disk.
        """
        name = secrets.token_hex(16)
        self._put(name, upload.data, upload.name)
        return Kept(name, upload, f"sha256:{sha256(upload.data).hexdigest()}")

    def put_back(self, name: str, data: bytes) -> None:
        """Store the bytes of a file that a backup holds under the id it had. Raises `StorageUnavailableError`."""
        self._put(name, data, name)

    def _put(self, name: str, data: bytes, shown: str) -> None:
        from obstore.exceptions import BaseError

        try:
            self._store.put(_place(name), data)
            if self._folder is not None:
                _flush(self._folder / _place(name))
        except (BaseError, OSError) as error:
            raise StorageUnavailableError(f"{shown} cannot be kept: {error}") from error

    def read(self, name: str) -> bytes:
        """The bytes of a file; `FileNotFoundError` when they are gone."""
        return bytes(self._store.get(_place(name)).bytes())

    def remove(self, names: Iterable[str]) -> None:
        """Delete blobs; those that are gone already are no fault."""
        for name in names:
            try:
                self._store.delete(_place(name))
            except FileNotFoundError:
                continue

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Ids of the blobs stored before a moment."""
        for page in self._store.list():
            for found in page:
                if found["last_modified"] < moment:
                    yield found["path"].rpartition("/")[2]


def download_headers(name: str, media_type: str) -> Mapping[str, str]:
    """The headers an attachment is handed out with: always as a download, never guessed at, never run."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._- ") else "_" for letter in name)
    return {
        "Content-Type": media_type if media_type in _SHOWN else "application/octet-stream",
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


def _place(name: str) -> str:
    return f"{name[:2]}/{name}"


def _flush(path: Path) -> None:
    """Make a file and the name it has in its folder survive a loss of power."""
    for target in (path, path.parent, path.parent.parent):
        flush(target)
