"""What earlier runs worked out, by the hash of what it was worked out from: an incremental run equals a cold one.

Values are plain data; what they mean is known to the passes that keep them (`documents`, `lower`). A cache can be
deleted at any time. It is a few segment files, each written once and whole, so that runs need not wait for each other.
Entries are named and sealed with a key of the user's own: a damaged entry, or one that came with somebody's pull
request, is no entry.
"""

import hashlib
import marshal
import mmap
import os
import secrets
import struct
from collections import Counter
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias

from compiler.stamps import program_version

Plain: TypeAlias = Any  # str | int | float | bool | None | bytes | tuple | dict of the same

SEGMENTS = 8  # more are put together into one, and what nobody asked for is left out
SUFFIX = ".segment"
_BUFFER = 1_000_000  # bytes written at a time
_HEADER = struct.Struct(">16s16sI")  # name, seal, length of the value


class Cache(Protocol):
    """Values by kind and key."""

    def get(self, kind: str, key: bytes) -> Plain | None:
        """The value kept for a key; `None` when there is none that can be trusted."""

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Keep a value."""


class NoCache:
    """Remembers nothing: every run is a cold one."""

    def get(self, kind: str, key: bytes) -> Plain | None:
        """Nothing."""
        return None

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Forget it."""


class FileCache:
    """A cache in a folder, for one version of the compiler; files of other versions are removed.

    Whatever is wrong with a file (damaged, cut short, not writable), the run goes on without it.
    """

    def __init__(self, folder: Path, seal_key: bytes) -> None:
        self._folder = folder
        self._key = seal_key[:64]
        self._version = program_version().hex()
        self._places: dict[bytes, memoryview] = {}
        self._used: set[bytes] = set()
        self._fresh: IO[bytes] | None = None
        self._read: list[Path] = []
        self.hits: Counter[str] = Counter()
        self._open()

    def get(self, kind: str, key: bytes) -> Plain | None:
        """The value kept for a key; `None` when there is none that can be trusted."""
        if not self._places:
            return None
        name = self._name(kind, key)
        record = self._places.get(name)
        if record is None:
            return None
        data = record[_HEADER.size :]
        if record[16:32] != self._seal(name, data):
            return None
        self.hits[kind] += 1
        self._used.add(name)
        return marshal.loads(data)  # noqa: S302  sealed: these are our own bytes

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Keep a value."""
        name = self._name(kind, key)
        data = marshal.dumps(value)
        try:
            if self._fresh is None:
                self._fresh = self._begin()
            self._fresh.write(_HEADER.pack(name, self._seal(name, data), len(data)) + data)
        except OSError:
            self._folder = Path(os.devnull)  # nothing can be written here: every later attempt ends at once

    def close(self, *, is_partial: bool = False) -> None:
        """Write down what was kept, and put segments together when there have become many.

        A partial run asked for a part only: what it did not ask for is kept.
        """
        too_many = len(self._read) >= SEGMENTS
        if self._fresh is None and not too_many:
            return
        try:
            segment = self._fresh or self._begin()
            if too_many:
                for name in self._places if is_partial else self._used:
                    segment.write(self._places[name])
            segment.close()
            partial = Path(segment.name)
            partial.replace(partial.with_suffix(SUFFIX))
            for path in (*self._read, *self._folder.glob("*.part")) if too_many else ():
                path.unlink(missing_ok=True)  # a .part is what a killed run left
        except OSError:
            pass  # the next run is as cold as this one was
        self._fresh = None

    def _begin(self) -> IO[bytes]:
        self._folder.mkdir(parents=True, exist_ok=True)
        return (self._folder / f"{self._version}-{secrets.token_hex(6)}.part").open("xb", buffering=_BUFFER)

    def _open(self) -> None:
        """Note where every entry of every segment lies; later segments win, though equal keys have equal values."""
        try:
            files = sorted(self._folder.iterdir())
        except OSError:
            return
        for path in files:
            try:
                if path.suffix == SUFFIX and path.name.startswith(f"{self._version}-"):
                    self._note(path)
                elif not path.name.startswith(f"{self._version}-"):
                    path.unlink(missing_ok=True)
            except (OSError, ValueError):
                continue

    def _note(self, path: Path) -> None:
        with path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._read.append(path)
        at = 0
        while at + _HEADER.size <= len(whole):
            name, _, length = _HEADER.unpack_from(whole, at)
            end = at + _HEADER.size + length
            if end > len(whole):
                return
            self._places[name] = whole[at:end]
            at = end

    def _name(self, kind: str, key: bytes) -> bytes:
        return hashlib.blake2b(f"{kind}\0".encode() + key, digest_size=16, key=self._key).digest()

    def _seal(self, name: bytes, data: "bytes | memoryview") -> bytes:
        made = hashlib.blake2b(name, digest_size=16, key=self._key)
        made.update(data)
        return made.digest()
