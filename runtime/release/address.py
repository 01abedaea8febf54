"""Reading at an address where releases are published: a folder, a web server or a bucket.

Bytes as they come, no more of them than were asked for and never for longer than they are worth. What they mean and
whether they may be believed is not known here.
"""

import os
import re
import stat
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import unquote, urlsplit

from runtime.release.source import BundleError
from runtime.settings import ADDRESSES
from schemas.buckets import objection, unsaid

if TYPE_CHECKING:
    from obstore import GetOptions, GetResult
    from obstore.store import ObjectStore

_CONNECT: Final = timedelta(seconds=5)
_SILENCE: Final = timedelta(seconds=10)
"""How long an address may say nothing."""
_PATIENCE: Final = 20.0
"""Seconds that any answer may take; long ones may take longer, at no less than the next many bytes a second."""
_SLOWEST: Final = 50_000
_CHUNK: Final = 262_144
_SECRET: Final = re.compile(r"//[^/@\s]*@")


class MissingError(BundleError):
    """There is nothing of that name at the address."""


class Address(Protocol):
    """A place where releases lie, by the paths of `schemas.release`."""

    url: str
    """For messages: without a password."""

    def chunks(self, path: str, limit: int) -> Iterator[bytes]:
        """The bytes of a file, at most `limit` of them.

        `MissingError` when there is no such file; `BundleError` when it is longer (FD817) or cannot be had (FD811).
        """

    def part(self, path: str, start: int, length: int) -> bytes | None:
        """Some bytes of a file; `None` where parts cannot be had and the whole file must be."""


def read(address: Address, path: str, limit: int) -> bytes:
    """A whole file of a length that fits into memory."""
    return b"".join(address.chunks(path, limit))


def is_address(url: str) -> bool:
    """Whether it looks like one; what lies there is another question."""
    parts = urlsplit(url)
    return parts.scheme in ADDRESSES and bool(parts.path if parts.scheme == "file" else parts.netloc)


def address_of(url: str) -> Address:
    """What is behind a URL; `ValueError` when nothing can be."""
    if not is_address(url):
        raise ValueError(
            f"{_shown(url)!r} is no address of releases: file:///folder, https://host/path or s3://bucket/prefix"
        )
    if url.startswith("file:"):
        return FolderAddress(Path(unquote(urlsplit(url).path)))
    return StoreAddress(url)


class FolderAddress:
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, folder: Path) -> None:
        self.url = f"file://{folder}"
        self._folder = folder

    def chunks(self, path: str, limit: int) -> Iterator[bytes]:
        """The bytes of a file."""
        with self._open(path) as file:
            if os.fstat(file.fileno()).st_size > limit:
                raise _too_long(self.url, path, limit)
            left = limit
            while chunk := self._some(file, path, min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise _too_long(self.url, path, limit)
                yield chunk

    def part(self, path: str, start: int, length: int) -> bytes | None:
        """Some bytes of a file."""
        with self._open(path) as file:
            return os.pread(file.fileno(), length, start)

    def _open(self, path: str) -> Any:
        if ".." in path.split("/"):
            raise MissingError("FD812", f"{path} is no name of a file at {self.url}")
        try:
            file = open(self._folder / path, "rb", buffering=0, opener=_at_once)  # noqa: SIM115
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise MissingError("FD812", f"there is no {path} at {self.url}") from error
        except OSError as error:
            raise BundleError("FD811", f"{self.url}/{path} cannot be read: {error.strerror}") from error
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise MissingError("FD812", f"{path} at {self.url} is no file")
        return file

    def _some(self, file: Any, path: str, length: int) -> bytes:
        try:
            data: bytes = file.read(length)
        except OSError as error:
            raise BundleError("FD811", f"{self.url}/{path} cannot be read: {error.strerror}") from error
        return data


class StoreAddress:
    """A web server or a bucket, read by obstore."""

    def __init__(self, url: str) -> None:
        self.url = _shown(url).rstrip("/")
        self._address = url
        self._opened: ObjectStore | None = None

    @property
    def _store(self) -> "ObjectStore":
        # Opened when first needed: whoever serves what was kept needs no network, and the library is large.
        if self._opened is None:
            from obstore.store import HTTPStore, S3Store

            if self._address.startswith("s3:"):
                _look_at_variables()
            kind: Any = S3Store if self._address.startswith("s3:") else HTTPStore
            self._opened = kind.from_url(
                self._address,
                client_options={
                    # Everything is signed. A bucket's own endpoint may be one that has no certificate.
                    "allow_http": True,
                    "connect_timeout": _CONNECT,
                    "read_timeout": _SILENCE,
                    "timeout": timedelta(hours=1),
                },
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=15)},
            )
        assert self._opened is not None
        return self._opened

    def chunks(self, path: str, limit: int) -> Iterator[bytes]:
        """The bytes of a file."""
        ends = time.monotonic() + _PATIENCE + limit / _SLOWEST
        result = self._get(path)
        if result.meta["size"] > limit:
            raise _too_long(self.url, path, limit)
        stream, left = iter(result.stream(min_chunk_size=1)), limit
        while chunk := self._next(stream, path):
            left -= len(chunk)
            if left < 0:
                raise _too_long(self.url, path, limit)
            if time.monotonic() > ends:
                raise BundleError("FD811", f"{path} came from {self.url} too slowly and was given up")
            yield chunk

    def part(self, path: str, start: int, length: int) -> bytes | None:
        """Some bytes of a file."""
        from obstore.exceptions import NotSupportedError

        try:
            result = self._get(path, {"range": (start, start + length)})
        except NotSupportedError:
            return None
        if tuple(result.range) != (start, start + length):
            return None
        stream, found = iter(result.stream(min_chunk_size=1)), b""
        while len(found) <= length and (chunk := self._next(stream, path)):
            found += chunk
        return found

    def _get(self, path: str, options: "GetOptions | None" = None) -> "GetResult":
        import obstore
        from obstore.exceptions import BaseError, NotSupportedError, PermissionDeniedError, UnauthenticatedError

        try:
            return obstore.get(self._store, path, options=options)
        except NotSupportedError:
            raise
        except FileNotFoundError as error:
            raise MissingError("FD812", f"there is no {path} at {self.url}") from error
        except (PermissionDeniedError, UnauthenticatedError) as error:
            # A bucket that may not be listed says the same of what is not there.
            raise MissingError("FD812", f"{path} at {self.url} may not be read, or is not there") from error
        except (BaseError, ValueError, OSError) as error:
            raise BundleError("FD811", f"{self.url} cannot be read: {_in_short(error)}") from error

    def _next(self, stream: Iterator[bytes], path: str) -> bytes:
        from obstore.exceptions import BaseError

        try:
            return bytes(next(stream, b""))
        except (BaseError, OSError) as error:
            raise BundleError("FD811", f"{path} broke off while it came from {self.url}") from error


def _look_at_variables() -> None:
    """Refuse what the library would not survive, and take away what is empty: it takes that for an endpoint, too."""
    fault = objection(os.environ)
    if fault is not None:
        raise BundleError("FD811", fault)
    for name in unsaid(os.environ):
        os.environ.pop(name, None)


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe that nobody writes to would hold us for ever."""
    return os.open(path, flags | os.O_NONBLOCK)


def _too_long(url: str, path: str, limit: int) -> BundleError:
    return BundleError("FD817", f"{path} at {url} is longer than the {limit:,} bytes it may have")


def _in_short(error: Exception) -> str:
    """What went wrong, without how long it took: the same fault is to be told in the same words."""
    line = _shown(str(error).partition("\n")[0]).strip()
    return line.rpartition(" - ")[2].strip(" :")[:300]


def _shown(url: str) -> str:
    """An address or a message as it may be written to a log: passwords in addresses are left out."""
    return _SECRET.sub("//", url)
