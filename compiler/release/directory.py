"""A release address that is a folder of this machine, or one that is mounted here.

Every file is written beside its place, forced to the disk and then moved there. What may be written only once, or only
over what was seen, is decided under a lock that all publishers of the folder share.
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from compiler.release.refusal import RefusedError

_LOCK = ".publishing"


class Directory:
    """A folder as a release address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = folder.absolute().as_uri()

    def read(self, path: str, limit: int) -> bytes | None:
        """The bytes of a file."""
        try:
            with (self.folder / path).open("rb") as file:
                data = file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._failed("read", path, error) from error
        if len(data) > limit:
            raise RefusedError("FD842", f"{path} at {self.url} has more than {limit:,} bytes")
        return data

    def tagged(self, path: str, limit: int) -> tuple[bytes, str] | None:
        """The bytes of a file and their digest."""
        data = self.read(path, limit)
        return None if data is None else (data, hashlib.sha256(data).hexdigest())

    def part(self, path: str, offset: int, length: int) -> bytes:
        """Some bytes of a file."""
        try:
            with (self.folder / path).open("rb", buffering=0) as file:
                return os.pread(file.fileno(), length, offset)
        except OSError as error:
            raise self._failed("read", path, error) from error

    def size(self, path: str) -> int | None:
        """How long a file is."""
        try:
            return (self.folder / path).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._failed("read", path, error) from error

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Write a file, whatever was there."""
        target = self.folder / path
        unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
        try:
            _make_folder(target.parent)
            try:
                with unfinished.open("wb") as file:
                    for part in parts:
                        file.write(part)
                    file.flush()
                    os.fsync(file.fileno())
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
            _force(target.parent)
        except OSError as error:
            raise self._failed("write", path, error) from error

    def create(self, path: str, data: bytes) -> bool:
        """Write a file that must not be there yet."""
        with self._alone(path):
            if (self.folder / path).exists():
                return False
            self.put(path, (data,))
            return True

    def swap(self, path: str, data: bytes, tag: str | None) -> bool:
        """Write a file over the state that was seen."""
        with self._alone(path):
            there = self.tagged(path, len(data) + 1_000_000)
            if (None if there is None else there[1]) != tag:
                return False
            self.put(path, (data,))
            return True

    @contextmanager
    def _alone(self, path: str) -> Iterator[None]:
        """Keep other publishers out; the system lets go of the lock of one that dies."""
        try:
            _make_folder(self.folder)
            lock = (self.folder / _LOCK).open("wb")
        except OSError as error:
            raise self._failed("write", path, error) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _failed(self, what: str, path: str, error: OSError) -> RefusedError:
        return RefusedError("FD840", f"cannot {what} {self.folder / path}: {error.strerror or error}")


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each forced to the disk: a file in a folder that is lost is lost."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _force(folder.parent)


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
