"""A release in one file, for machines that no address reaches: written there, carried over, read here.

The file is an uncompressed tar (USTAR) that always has the same bytes for the same release. It is read as an address:
by the names that a release asks for and by nothing else, so that no name in it ever becomes a path of this machine.
"""

import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from runtime.release.acceptance import require_allowed, require_news, roots_of
from runtime.release.address import Address, FolderAddress, MissingError
from runtime.release.fetching import Before, Fetching
from runtime.release.kept import LONG_AGO, seed, write
from runtime.release.mirror import Mirror
from runtime.release.source import BundleError
from runtime.release.trust import TIMESTAMP, Word, hear
from runtime.release.unneeded import needed
from schemas.release import blob_path

MEMBERS: Final = 5_000_000
"""Files in an archive."""
_BLOCK: Final = tarfile.BLOCKSIZE
_CHUNK: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Carried:
    """What went into an archive or came out of it."""

    word: Word
    files: int
    bytes: int


class ArchiveAddress:
    """An archive, read like an address."""

    def __init__(self, path: Path) -> None:
        self.url = str(path)
        try:
            self._file = path.open("rb", buffering=0)
            self._places = dict(_members(self._file, os.fstat(self._file.fileno()).st_size))
        except (tarfile.HeaderError, OSError) as error:
            raise BundleError("FD827", f"{path} is no archive of a release: {error}") from error

    def chunks(self, path: str, limit: int) -> Iterator[bytes]:
        """The bytes of a file."""
        start, size = self._place(path)
        if size > limit:
            raise BundleError("FD817", f"{path} in {self.url} is longer than the {limit:,} bytes it may have")
        for at in range(0, size, _CHUNK):
            yield os.pread(self._file.fileno(), min(_CHUNK, size - at), start + at)

    def part(self, path: str, start: int, length: int) -> bytes | None:
        """Some bytes of a file."""
        offset, size = self._place(path)
        return os.pread(self._file.fileno(), max(0, min(length, size - start)), offset + start)

    def _place(self, path: str) -> tuple[int, int]:
        if path not in self._places:
            raise MissingError("FD812", f"{self.url} holds no {path}")
        return self._places[path]


def _members(file: IO[bytes], end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name, offset and length of every file; `HeaderError` at the first thing that is none."""
    at = count = 0
    while at + _BLOCK <= end:
        header = os.pread(file.fileno(), _BLOCK, at)
        if header.count(0) == _BLOCK:
            return
        info = tarfile.TarInfo.frombuf(header, "ascii", "strict")
        count += 1
        if info.type != tarfile.REGTYPE or count > MEMBERS:
            raise tarfile.HeaderError(f"{info.name!r} is no plain file" if count <= MEMBERS else "too many files")
        if info.size < 0 or at + _BLOCK + info.size > end:
            raise tarfile.HeaderError(f"{info.name!r} is cut short")
        yield info.name, (at + _BLOCK, info.size)
        at += _BLOCK + -(-info.size // _BLOCK) * _BLOCK
    raise tarfile.HeaderError("its end is missing")


def export(address: Address, trust: bytes, now: float, file: Path) -> Carried:
    """Write the present release of an address into a file, once every byte of it is verified."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-", dir=file.parent) as work:
        mirror = Mirror(Path(work) / "fetched")
        word = hear(address, Path(work) / "seen", trust, now)
        require_allowed(word.record)
        fetching = Fetching(address, mirror, word.record.packs)
        for root in roots_of(word.record):
            fetching.release(root)
        names = needed(mirror, word.record)
        partial = Path(work) / "archive"
        with tarfile.open(partial, "w", format=tarfile.USTAR_FORMAT) as archive:
            for path, name in sorted(
                {**dict.fromkeys(word.files), **{blob_path(name): name for name in names}}.items()
            ):
                data = word.files[path] if name is None else mirror.blob(name)
                archive.addfile(_entry(path, len(data)), BytesIO(data))
        size = partial.stat().st_size
        partial.replace(file)
    return Carried(word, len(names) + len(word.files), size)


def _entry(path: str, size: int) -> tarfile.TarInfo:
    """A member that says nothing of who wrote it, where and when."""
    entry = tarfile.TarInfo(path)
    entry.size, entry.mtime, entry.mode, entry.uid, entry.gid = size, 0, 0o644, 0, 0
    return entry


def take_in(archive: ArchiveAddress, folder: Path, trust: bytes, now: float) -> Carried:
    """Publish the release of an archive in a folder of this machine, verified as if it came from an address."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-") as work:
        before = _present(folder, Path(work) / "present", trust)
        seen = Path(work) / "seen"
        if before is not None:
            seed(seen, before.files)
        word = hear(archive, seen, trust, now)
        require_news(word.record, before, 0)
        require_allowed(word.record)
        mirror = Mirror(folder)
        fetching = Fetching(archive, mirror)
        complete = roots_of(before.record) if before else ()
        for root in roots_of(word.record):
            fetching.release(root, Before(complete))
        _put(folder, word.files)
    return Carried(word, mirror.blobs, mirror.bytes)


def _present(folder: Path, seen: Path, trust: bytes) -> Word | None:
    """What the folder says now; `BundleError` when that is nothing to build upon."""
    if not (folder / TIMESTAMP).exists():
        return None
    return hear(FolderAddress(folder), seen, trust, LONG_AGO)


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write metadata in the order in which readers can bear to see it: what others name first, the timestamp last."""
    order = ("root", "release", "targets", "snapshot", "timestamp")

    def rank(path: str) -> tuple[int, str]:
        return order.index(path.removesuffix(".json").rpartition("/")[2].rpartition(".")[2]), path

    for path in sorted(files, key=rank):
        target = folder / path
        partial = target.with_name(f"{target.name}.{os.getpid()}.part")
        write(partial, files[path])
        partial.replace(target)
