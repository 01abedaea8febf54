"""What earlier runs worked out, by the hash of what it was worked out from: an incremental run equals a cold one.

Values are plain data; what they mean is known to the passes that keep them (`documents`, `lower`). A cache can be
deleted at any time. It is a few segment files, each written once and whole, so that runs need not wait for each other.
At its end a segment says where its entries lie, so that opening one costs little however much it holds.
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
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias

from compiler.stamps import program_version

Plain: TypeAlias = Any  # str | int | float | bool | None | bytes | tuple | dict of the same

SEGMENTS = 8  # more are put together, and what nobody asked for is left out
LARGEST = 4_000_000_000  # bytes of all segments: beyond, everything is worked out anew once
SUFFIX = ".segment"
_BUFFER = 1_000_000  # bytes written at a time
_HEADER = struct.Struct(">16s16sI")  # name, seal, length of the value
_INDEX = struct.Struct(">16sQ")  # name, where its record begins
_FOOTER = struct.Struct(">8sQQ")  # magic, where the index begins, number of its rows
_MAGIC = b"fdcache1"
_SMALL = 4  # a segment is put together with others unless it is so many times larger than all that are smaller


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
        self._segments: list[_Segment] = []
        self._used: set[bytes] = set()
        self._fresh: _Writer | None = None
        self.hits: Counter[str] = Counter()
        self._open()

    def get(self, kind: str, key: bytes) -> Plain | None:
        """The value kept for a key; `None` when there is none that can be trusted."""
        if not self._segments:
            return None
        name = self._name(kind, key)
        for segment in self._segments:
            record = segment.find(name)
            if record is not None and record[16:32] == self._seal(name, record[_HEADER.size :]):
                self.hits[kind] += 1
                self._used.add(name)
                return marshal.loads(record[_HEADER.size :])  # noqa: S302  sealed: these are our own bytes
        return None

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Keep a value."""
        name = self._name(kind, key)
        data = marshal.dumps(value)
        try:
            if self._fresh is None:
                self._fresh = self._begin()
            self._fresh.add(name, _HEADER.pack(name, self._seal(name, data), len(data)) + data)
        except OSError:
            self._folder = Path(os.devnull)  # nothing can be written here: every later attempt ends at once

    def close(self, *, is_partial: bool = False) -> None:
        """Write down what was kept, and put segments together when there have become many.

        A partial run asked for a part only: what it did not ask for is kept.
        """
        joined = self._to_be_joined(is_partial=is_partial) if len(self._segments) >= SEGMENTS else []
        if self._fresh is None and not joined:
            return
        try:
            segment = self._fresh or self._begin()
            for old in joined:
                for name, record in old.records():
                    if (is_partial or name in self._used) and name not in segment.names:
                        segment.add(name, record)
            segment.finish()
            for path in (*(old.path for old in joined), *self._folder.glob("*.part")) if joined else ():
                path.unlink(missing_ok=True)  # a .part is what a killed run left
        except OSError:
            pass  # the next run is as cold as this one was
        self._fresh = None

    def _to_be_joined(self, *, is_partial: bool) -> "list[_Segment]":
        """The segments that become one: all after a whole run, the small ones after a partial one, which would
        otherwise write everything again that it never looked at.
        """
        joined: list[_Segment] = []
        size = 0
        for segment in sorted(self._segments, key=len):
            if is_partial and joined and len(segment) > _SMALL * size:
                break
            joined.append(segment)
            size += len(segment)
        return joined

    def _begin(self) -> "_Writer":
        self._folder.mkdir(parents=True, exist_ok=True)
        return _Writer(self._folder / f"{self._version}-{secrets.token_hex(6)}.part")

    def _open(self) -> None:
        """Open every segment of this version, the latest first; equal keys have equal values in any."""
        try:
            files = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        except OSError:
            return
        for path in files:
            try:
                if path.suffix == SUFFIX and path.name.startswith(f"{self._version}-"):
                    self._segments.append(_Segment(path))
                elif not path.name.startswith(f"{self._version}-"):
                    path.unlink(missing_ok=True)
            except (OSError, ValueError):
                continue
        if sum(map(len, self._segments)) > LARGEST:
            for segment in self._segments:
                segment.path.unlink(missing_ok=True)
            self._segments = []

    def _name(self, kind: str, key: bytes) -> bytes:
        return hashlib.blake2b(f"{kind}\0".encode() + key, digest_size=16, key=self._key).digest()

    def _seal(self, name: bytes, data: "bytes | memoryview") -> bytes:
        made = hashlib.blake2b(name, digest_size=16, key=self._key)
        made.update(data)
        return made.digest()


class _Writer:
    """A segment that is being written; nobody sees it before it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] = path.open("xb", buffering=_BUFFER)
        self._end = 0
        self.names: dict[bytes, int] = {}

    def add(self, name: bytes, record: "bytes | memoryview") -> None:
        """One record."""
        self._file.write(record)
        self.names[name] = self._end
        self._end += len(record)

    def finish(self) -> None:
        """Write down where everything lies, and let the segment be seen."""
        self._file.write(b"".join(_INDEX.pack(name, at) for name, at in self.names.items()))
        self._file.write(_FOOTER.pack(_MAGIC, self._end, len(self.names)))
        self._file.close()
        self._path.replace(self._path.with_suffix(SUFFIX))


class _Segment:
    """A segment as it lies on the disk. Nothing of it is believed: what is found has its name and its seal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self._whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._places = self._indexed() or dict(self._walked())

    def __len__(self) -> int:
        return len(self._whole)

    def find(self, name: bytes) -> memoryview | None:
        """The record that should have a name; `None` when there is no such one."""
        at = self._places.get(name)
        return None if at is None else self._record(at)

    def records(self) -> Iterator[tuple[bytes, memoryview]]:
        """Everything that is here."""
        for name, at in self._places.items():
            record = self._record(at)
            if record is not None:
                yield name, record

    def _record(self, at: int) -> memoryview | None:
        if at + _HEADER.size > len(self._whole):
            return None
        end = at + _HEADER.size + int.from_bytes(self._whole[at + 32 : at + 36])
        return self._whole[at:end] if end <= len(self._whole) else None

    def _indexed(self) -> dict[bytes, int] | None:
        """Where everything lies, as the segment says at its end; `None` where it was cut short."""
        start = len(self._whole) - _FOOTER.size
        if start < 0:
            return None
        magic, begin, count = _FOOTER.unpack_from(self._whole, start)
        if magic != _MAGIC or begin + count * _INDEX.size != start:
            return None
        return dict(_INDEX.iter_unpack(self._whole[begin:start]))

    def _walked(self) -> Iterator[tuple[bytes, int]]:
        """The same, record by record, as far as they are whole."""
        at = 0
        while (record := self._record(at)) is not None:
            yield bytes(record[:16]), at
            at += len(record)
