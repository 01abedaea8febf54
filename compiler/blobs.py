"""Where compiled bytes go: a store of blobs addressed by the digest of their bytes.

Stores with one protocol: one that writes a folder once a build is known to be good, one that is forgotten with the
process, one that only counts, used by `check`, and one in front of another that remembers what a brand put.
"""

import hashlib
import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from schemas.bundle import Blob
from schemas.canonical import digest
from schemas.release import PACK_SUFFIX, PACKS, PackIndex, blob_path, pack_index

PACK_FROM = 64  # new blobs in one build: fewer are files of their own
_CHUNK = 1_000_000  # bytes
_FILES = "blobs/??/*"  # as `schemas.release.blob_path` puts them
_NAME = re.compile("[0-9a-f]{64}").fullmatch


class Blobs(Protocol):
    """Takes bytes, gives back their address."""

    def put(self, data: bytes) -> Blob:
        """Keep bytes; the same bytes twice are kept once."""


class CountingBlobs:
    """Keeps nothing: for `check`, which wants findings and digests only."""

    def put(self, data: bytes) -> Blob:
        """Name the bytes and forget them."""
        return Blob(digest=digest(data), size=len(data))

    def holds(self, blobs: Iterable[tuple[str, int]]) -> bool:
        """Nothing has to be put that was counted once."""
        return True


class RecordingBlobs:
    """Hands bytes on and remembers which there were: one brand's."""

    def __init__(self, inner: Blobs) -> None:
        self._inner = inner
        self._put: dict[str, Blob] = {}

    def put(self, data: bytes) -> Blob:
        """Hand the bytes on."""
        blob = self._inner.put(data)
        self._put[blob.digest] = blob
        return blob

    def recorded(self) -> tuple[Blob, ...]:
        """Every blob put so far, by digest."""
        return tuple(self._put[name] for name in sorted(self._put))


class SpooledBlobs:
    """Keeps bytes in one unnamed file, not in memory: they can be read again, and are gone with the process."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[int, int]] = {}
        self._known: set[str] = set()
        self._spool: IO[bytes] | None = None
        self._end = 0

    def put(self, data: bytes) -> Blob:
        """Take bytes for their digest."""
        name = digest(data)
        if name not in self._known:
            self._known.add(name)
            if not self._has(name, len(data)):
                self._keep(name, data)
        return Blob(digest=name, size=len(data))

    def read(self, name: str) -> bytes:
        """The bytes that were put under a digest; `KeyError` when there were none."""
        start, length = self._waiting[name]
        assert self._spool is not None
        self._spool.flush()
        return os.pread(self._spool.fileno(), length, start)

    def _has(self, name: str, size: int) -> bool:
        """Whether bytes need not be kept."""
        return False

    def _keep(self, name: str, data: bytes) -> None:
        if self._spool is None:
            self._spool = tempfile.TemporaryFile(buffering=_CHUNK, prefix="frontdesk-build-")  # noqa: SIM115  lives as long as we do
        self._spool.write(data)
        self._waiting[name] = (self._end, len(data))
        self._end += len(data)


class AskedBlobs(SpooledBlobs):
    """For those who look at few brands: what a brand is made of is put when somebody asks for the brand."""

    def holds(self, blobs: Iterable[tuple[str, int]]) -> bool:
        """Nothing has to be put before it is asked for."""
        return True


class FolderBlobs(SpooledBlobs):
    """Blobs as files. They wait in the spool until `commit`: a build that fails leaves nothing behind."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._base = str(folder)
        self._is_new = not folder.exists()
        self._packs: tuple[PackIndex, ...] | None = None
        self._there: dict[str, int] | None = None

    def _has(self, name: str, size: int) -> bool:
        """Whether a blob of this length is there: one that a crash cut short is written again."""
        if self._is_new:
            return False
        try:
            if os.stat(os.path.join(self._base, blob_path(name))).st_size == size:  # noqa: PTH116, PTH118
                return True
        except OSError:
            pass
        if self._packs is None:
            self._packs = tuple(_open_packs(self.folder / PACKS))
        return any(pack.find(name) for pack in self._packs)

    def holds(self, blobs: Iterable[tuple[str, int]]) -> bool:
        """Whether every one of some blobs is there, by digest and length."""
        if self._there is None:
            self._there = {} if self._is_new else dict(_everything(self.folder))
        there = self._there
        return all(there.get(name) == size for name, size in blobs)

    def commit(self) -> int:
        """Write every new blob into the folder, each complete under its name or not there; how many there were."""
        count = len(self._waiting)
        if self._spool is not None:
            self._spool.flush()
            if count >= PACK_FROM:
                self._write_pack(self._spool)
            else:
                for name, (start, length) in self._waiting.items():
                    self._write_file(blob_path(name), (os.pread(self._spool.fileno(), length, start),))
            self._spool.close()
            self._spool = None
            self._waiting.clear()
        return count

    def _write_pack(self, spool: IO[bytes]) -> None:
        index = pack_index(self._waiting)
        spool.seek(0)
        name = f"{PACKS}/{hashlib.sha256(index).hexdigest()[:32]}{PACK_SUFFIX}"
        self._write_file(name, itertools.chain(iter(lambda: spool.read(_CHUNK), b""), (index,)))

    def _write_file(self, name: str, parts: Iterable[bytes]) -> None:
        """A file that is whole under its name, or not there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
        with unfinished.open("wb") as file:  # buffered: an unbuffered file may write a part without an error
            for part in parts:
                file.write(part)
        unfinished.replace(path)


def _everything(folder: Path) -> Iterator[tuple[str, int]]:
    """Every blob of a bundle folder with its length."""
    for pack in _open_packs(folder / PACKS):
        yield from ((name, length) for name, _, length in pack.blobs())
    for path in folder.glob(_FILES):
        if _NAME(path.name):
            yield f"sha256:{path.name}", path.stat().st_size


def _open_packs(folder: Path) -> Iterator[PackIndex]:
    """The packs of a bundle folder; one that is damaged counts as missing, so its blobs are written again."""
    for path in sorted(folder.glob(f"*{PACK_SUFFIX}")):
        try:
            with path.open("rb") as file:
                yield PackIndex(partial(_read_at, file.fileno()), os.fstat(file.fileno()).st_size)
        except (OSError, ValueError):
            continue


def _read_at(number: int, offset: int, length: int) -> bytes:
    return os.pread(number, length, offset)
