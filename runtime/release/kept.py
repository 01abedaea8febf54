"""Signed releases as this machine accepted them: metadata and record byte for byte, the last few.

Each is a folder laid out like an address, so that the same function hears it again at every start, from the disk alone.
The folder that is complete under its name was accepted; `accepted.json`, written last, tells other processes to look.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import structlog
from pydantic import ValidationError

from runtime.durable import flush
from runtime.release.address import FolderAddress
from runtime.release.memory import KEPT
from runtime.release.source import BundleError
from runtime.release.trust import Word, hear, version_of
from schemas.canonical import digest
from schemas.model import Model
from schemas.release import METADATA

_FOLDER: Final = "accepted"
_POINTER: Final = "accepted.json"
_PARTIAL: Final = "keeping-"
_MEMORY: Final = "/dev/shm"  # noqa: S108  a folder of our own is made in it
LONG_AGO: Final = 0.0
"""The moment at which what was kept is verified: its signatures count for ever, its age is another question."""

log = structlog.get_logger(__name__)


class Accepted(Model):
    """`accepted.json`: what must be known even if the newest release that was kept can no longer be read."""

    trust: str = ""
    """The digest of what was trusted then: with another, this installation begins anew."""
    sequence: int = 0
    denied: tuple[str, ...] = ()


class Kept:
    """The accepted releases in a state folder."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._folder = state / _FOLDER
        self._pointer = state / _POINTER

    def trace(self) -> tuple[int, ...]:
        """What the pointer shows of itself; empty while nothing was accepted."""
        return trace_of(self._pointer)

    def accepted(self, trust: bytes) -> Accepted:
        """What the pointer says; nothing, when it cannot be read or another root was trusted."""
        try:
            found = Accepted.model_validate_json(self._pointer.read_bytes())
        except (OSError, ValidationError):
            return Accepted()
        return found if found.trust == digest(trust) else Accepted()

    def words(self, trust: bytes) -> Iterator[Word]:
        """What was accepted and still proves itself, the newest first; what does not is passed over."""
        for name in self._names():
            try:
                with tempfile.TemporaryDirectory(dir=_scratch(), prefix="frontdesk-") as seen:
                    word = hear(FolderAddress(self._folder / name), Path(seen), trust, LONG_AGO)
            except BundleError as error:
                log.warning("kept release refused", name=name, code=error.code, reason=str(error))
            else:
                yield word

    def keep(self, word: Word, trust: bytes) -> None:
        """Keep an accepted release; older ones beyond the last few go. Call it with the fetching lock held."""
        name = f"{word.record.sequence:012d}-{word.version:012d}"
        partial = Path(tempfile.mkdtemp(dir=self._state, prefix=_PARTIAL))
        try:
            for path, data in word.files.items():
                write(partial / path, data)
            home = self._folder / name
            home.parent.mkdir(exist_ok=True)
            if home.exists():
                shutil.rmtree(home)
            partial.rename(home)
            flush(home.parent)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        denied = tuple(each.root for each in word.record.denied)
        self._announce(Accepted(trust=digest(trust), sequence=word.record.sequence, denied=denied))
        self._forget()

    def _announce(self, accepted: Accepted) -> None:
        """Write the pointer, so that every process looks again."""
        partial = self._pointer.with_name(f"{_POINTER}.{os.getpid()}.part")
        write(partial, accepted.model_dump_json().encode() + b"\n")
        partial.replace(self._pointer)
        flush(self._state)

    def _names(self) -> list[str]:
        """Sequence and timestamp's version, the newest first."""
        try:
            return sorted((path.name for path in self._folder.iterdir() if "-" in path.name), reverse=True)
        except OSError:
            return []

    def _forget(self) -> None:
        """Keep the newest words about the last few sequence numbers, and nothing that a killed process left."""
        kept: set[str] = set()
        for name in self._names():
            sequence = name.partition("-")[0]
            if sequence in kept or len(kept) == KEPT:
                shutil.rmtree(self._folder / name, ignore_errors=True)
            else:
                kept.add(sequence)
        for left in self._state.glob(f"{_PARTIAL}*"):
            shutil.rmtree(left, ignore_errors=True)


def _scratch() -> str | None:
    """Where python-tuf may note what it sees for a moment: memory, where there is such a folder, because a full disk
    must not keep a start from serving what lies on it.
    """
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None


def trace_of(path: Path) -> tuple[int, ...]:
    """What a file shows of itself without being read; empty when it is not there."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def write(path: Path, data: bytes) -> None:
    """Write a file so that it outlasts a loss of power."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def seed(seen: Path, files: Mapping[str, bytes]) -> None:
    """Note in python-tuf's folder what was accepted: nothing older is believed even if its own notes are lost."""
    for path, data in files.items():
        role = path.removeprefix(f"{METADATA}/").removesuffix(".json").rpartition(".")[2]
        if path.startswith(METADATA) and role != "root" and _version(seen / f"{role}.json") < version_of(data):
            write(seen / f"{role}.json", data)


def _version(path: Path) -> int:
    """The version of metadata on disk; less than any, when it cannot be read."""
    try:
        return version_of(path.read_bytes())
    except (OSError, BundleError):
        return -1
