"""What this machine remembers of the releases it has served well: the last few, the latest first.

A start without a usable bundle goes back to them; their built files are the ones that are kept. A release that only
some portals try is remembered beside them: its files are kept, and nobody goes back to it.
"""

import os
from pathlib import Path

from pydantic import ValidationError

from schemas.model import Model

KEPT = 3
_FILE = "releases.json"


class Served(Model):
    """A release that was activated here, and the names of the files built of it."""

    root: str
    files: tuple[str, ...]


class Memory(Model):
    """`releases.json`, the latest first."""

    releases: tuple[Served, ...] = ()
    canaries: tuple[Served, ...] = ()
    """Those that some portals have tried, the latest first: a slower process may be answering from the one before."""

    @property
    def kept(self) -> tuple[Served, ...]:
        """Everything whose files and blobs are still wanted."""
        return (*self.releases, *self.canaries)

    @property
    def files(self) -> frozenset[str]:
        """The names of all files that are still wanted."""
        return frozenset(name for served in self.kept for name in served.files)


def recall(state: Path) -> Memory:
    """What is remembered here; nothing when nothing readable is left."""
    try:
        return Memory.model_validate_json((state / _FILE).read_bytes())
    except (OSError, ValidationError):
        return Memory()


def remember(state: Path, served: Served, *, canary: bool = False) -> Memory:
    """Put a release first and forget all but the last few; call it with the build lock held."""
    before = recall(state)
    name, known = ("canaries", before.canaries) if canary else ("releases", before.releases)
    others = (other for other in known if other.root != served.root)
    after = before.model_copy(update={name: (served, *others)[:KEPT]})
    return _write(state, before, after)


def _write(state: Path, before: Memory, after: Memory) -> Memory:
    if before != after:
        partial = state / f"{_FILE}.{os.getpid()}.part"
        with partial.open("w") as file:
            file.write(after.model_dump_json())
            file.flush()
            os.fsync(file.fileno())  # a disk may move a file into place before it has its bytes
        partial.replace(state / _FILE)
    return after
