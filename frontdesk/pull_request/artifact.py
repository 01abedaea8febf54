"""What the run of a pull request left: a zip with the words of the review and the digest of the merge result.

The run executes what the pull request says, so its artifact may be anything. Two members of known names are read into
memory up to a limit; nothing is unpacked, and no name in it is used.
"""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from frontdesk.pull_request.host import digest
from frontdesk.pull_request.refusal import NotTakenError

NAME: Final = "review-comment"
LARGEST: Final = 1024 * 1024
"""Bytes of the zip; an honest one has some tens of thousands."""

WORDS: Final = "review.md"
BUILT: Final = "build.json"
_LARGEST_MEMBER: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Review:
    """What is taken from it."""

    words: str | None
    """Markdown, not judged yet; `None` when there is none that could be read."""
    root: str | None
    """The digest of the merge result; `None` when it does not compile."""


def read(path: Path) -> Review:
    """Read an artifact; `NotTakenError` when it is none."""
    if path.stat().st_size > LARGEST:
        raise NotTakenError(f"the artifact has more than {LARGEST} bytes")
    try:
        with zipfile.ZipFile(path) as archive:
            return Review(_words(_member(archive, WORDS)), root_of(_member(archive, BUILT)))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, NotTakenError):
            raise
        raise NotTakenError(f"the artifact cannot be read: {type(error).__name__}") from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    if archive.namelist().count(name) != 1:
        return None
    with archive.open(name) as file:
        # What the zip claims of its sizes is its own word; so much is read and no more.
        data = file.read(_LARGEST_MEMBER + 1)
    if len(data) > _LARGEST_MEMBER:
        raise NotTakenError(f"{name} has more than {_LARGEST_MEMBER} bytes")
    return data


def _words(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def root_of(data: bytes | None) -> str | None:
    """The digest that `build --format json` has said; `None` when it said none."""
    try:
        found = json.loads(data) if data is not None else None
    except (ValueError, RecursionError):
        return None
    return digest(found.get("root_digest")) if isinstance(found, dict) else None
