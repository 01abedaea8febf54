"""A release address in an object store (S3), or behind a web server that shows one: obstore does the talking.

Credentials, endpoint and region come from the variables every AWS tool reads. Two writers are kept apart by conditional
requests (`If-None-Match`, `If-Match`), so a store without them cannot be published to.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    NotSupportedError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import HTTPStore, ObjectStore, S3Store

from compiler.release.refusal import RefusedError
from schemas.buckets import objection, unsaid

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

_PATIENCE: "Final[ClientConfig]" = {"connect_timeout": "10s", "timeout": "5m"}
_RETRIES: "Final[RetryConfig]" = {"max_retries": 4, "retry_timeout": timedelta(minutes=2)}


class Objects:
    """A bucket, or a prefix in one, as a release address; a web server likewise, for reading."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._store = _opened(url)

    def read(self, path: str, limit: int) -> bytes | None:
        """The bytes of an object."""
        found = self.tagged(path, limit)
        return None if found is None else found[0]

    def tagged(self, path: str, limit: int) -> tuple[bytes, str] | None:
        """The bytes of an object and its entity tag."""
        try:
            with self._talking("read", path):
                answer = self._store.get(path)
                data = bytearray()
                for part in answer.stream():
                    data += part
                    if len(data) > limit:
                        raise RefusedError("FD842", f"{path} at {self.url} has more than {limit:,} bytes")
                return bytes(data), answer.meta.get("e_tag") or ""
        except FileNotFoundError:
            return None

    def part(self, path: str, offset: int, length: int) -> bytes:
        """Some bytes of an object."""
        if not length:
            return b""
        try:
            with self._talking("read", path):
                return bytes(self._store.get_range(path, start=offset, length=length))
        except FileNotFoundError as error:
            raise RefusedError("FD840", f"{path} is gone from {self.url}") from error
        except NotSupportedError:  # a simple web server: the whole file, and a part of it
            data = self.read(path, self.size(path) or 0)
            return b"" if data is None else data[offset : offset + length]

    def size(self, path: str) -> int | None:
        """How long an object is."""
        try:
            with self._talking("read", path):
                return int(self._store.head(path)["size"])
        except FileNotFoundError:
            return None

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Write an object, whatever was there; a long one in pieces that become visible together."""
        with self._writing(path):
            # One piece is one request; an iterator would make three of it.
            self._store.put(path, parts if isinstance(parts, Iterator) else b"".join(parts))

    def create(self, path: str, data: bytes) -> bool:
        """Write an object that must not be there yet."""
        try:
            with self._writing(path):
                self._store.put(path, data, mode="create")
        except AlreadyExistsError:
            return False
        return True

    def swap(self, path: str, data: bytes, tag: str | None) -> bool:
        """Write an object over the state that was seen."""
        if tag is None:
            return self.create(path, data)
        try:
            with self._writing(path):
                self._store.put(path, data, mode={"e_tag": tag})
        except (PreconditionError, AlreadyExistsError):
            return False
        return True

    @contextmanager
    def _writing(self, path: str) -> Iterator[None]:
        try:
            with self._talking("write", path):
                yield
        except FileNotFoundError as error:
            raise RefusedError("FD840", f"{self.url} does not exist", "make the bucket first") from error

    @contextmanager
    def _talking(self, what: str, path: str) -> Iterator[None]:
        """Turn what the store says into our words; what is missing or there already is left to the caller."""
        try:
            yield
        except (FileNotFoundError, AlreadyExistsError, PreconditionError, NotSupportedError, RefusedError):
            raise
        except (PermissionDeniedError, UnauthenticatedError) as error:
            hint = "reading needs the right to list the bucket, too: without it, what is missing looks forbidden"
            raise RefusedError("FD840", f"not allowed to {what} {path} at {self.url}", hint) from error
        except (BaseError, OSError) as error:
            raise RefusedError("FD840", f"cannot {what} {path} at {self.url}: {_short(error)}") from error


def _opened(url: str) -> ObjectStore:
    try:
        if url.startswith("s3:"):
            _look_at_variables()
            # A bucket's own endpoint may be one that has no certificate: what is read is signed, each request is, too.
            options: ClientConfig = {**_PATIENCE, "allow_http": True}
            return S3Store.from_url(url, client_options=options, retry_config=_RETRIES)
        options = {**_PATIENCE, "allow_http": url.startswith("http:")}
        return HTTPStore.from_url(url, client_options=options, retry_config=_RETRIES)
    except (BaseError, ValueError) as error:
        raise RefusedError("FD841", f"{url} is no release address: {_short(error)}") from error


def _look_at_variables() -> None:
    """Refuse what the library would not survive, and take away what is empty: it takes that for an endpoint, too."""
    fault = objection(os.environ)
    if fault is not None:
        raise RefusedError("FD841", fault, "leave AWS_ENDPOINT_URL out for Amazon's own; copy keys without a line end")
    for name in unsaid(os.environ):
        os.environ.pop(name, None)


def _short(error: Exception) -> str:
    """The first line of what the library says: the rest is its own inside."""
    line = str(error).partition("\n")[0].strip()
    return line if len(line) <= 300 else line[:297] + "…"
