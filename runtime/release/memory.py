"""What this machine remembers of the releases it has served well: the last few, the latest first.

A start without a usable bundle goes back to them; their built files are the ones that are kept.
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


def recall(state: Path) -> tuple[Served, ...]:
    """The releases served here, the latest first; none when nothing readable is left."""
    try:
        return Memory.model_validate_json((state / _FILE).read_bytes()).releases
    except (OSError, ValidationError):
        return ()


def remember(state: Path, served: Served) -> tuple[Served, ...]:
    """Put a release first and forget all but the last few; call it with the build lock held."""
    before = recall(state)
    if before and before[0] == served:
        return before
    releases = (served, *(other for other in before if other.root != served.root))[:KEPT]
    partial = state / f"{_FILE}.{os.getpid()}.part"
    with partial.open("w") as file:
        file.write(Memory(releases=releases).model_dump_json())
        file.flush()
        os.fsync(file.fileno())  # a disk may move a file into place before it has its bytes
    partial.replace(state / _FILE)
    return releases
