"""A canary on one machine: how the portals that try a release fare, and when that is enough of it.

All processes of the machine count together and halt together: what one has seen, every one acts on. A new record
starts anew, for its numbers lie under another name. Which requests are answered from a canary is
`runtime.release.serving`.
"""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from runtime.tally import Tally, totals
from schemas.canonical import to_bytes
from schemas.model import Model
from schemas.release import Canary, ReleaseRecord

FOLDER: Final = "canary"
_HALTED: Final = "halted.json"
_REQUESTS, _ERRORS, _SLOTS = 0, 1, 2


class Halted(Model):
    """`halted.json`: that a canary was ended here, and by which numbers."""

    requests: int
    errors: int
    at: float


@dataclass(frozen=True, slots=True)
class Numbers:
    """What this machine has seen of a canary."""

    requests: int
    errors: int


class Trying:
    """One canary, as one process of the machine sees it."""

    def __init__(self, state: Path, record: ReleaseRecord, clock: Callable[[], float] = time.time) -> None:
        assert record.canary is not None
        self.canary: Canary = record.canary
        self.folder = state / FOLDER / name_of(record)
        self._clock = clock
        self._tally: Tally | None = None
        self._ended: Halted | None = None

    def count(self, *, failed: bool) -> None:
        """One request was answered from the canary."""
        if self._tally is None:
            self._tally = Tally(self.folder, _SLOTS)
        self._tally.add(_REQUESTS)
        if failed:
            self._tally.add(_ERRORS)

    def numbers(self) -> Numbers:
        """What all processes have counted."""
        found = totals(self.folder, _SLOTS)
        return Numbers(found[_REQUESTS], found[_ERRORS])

    def halted(self) -> Halted | None:
        """Whether the canary was ended, by whichever process; by this one even where that could not be written down."""
        try:
            return Halted.model_validate_json((self.folder / _HALTED).read_bytes())
        except (OSError, ValidationError):
            return self._ended

    def judge(self) -> Halted | None:
        """End the canary if it has failed too often; what ended it, then or before."""
        before = self.halted()
        if before is not None:
            return before
        seen = self.numbers()
        if (
            seen.requests < self.canary.requests
            or seen.errors * 1000 <= self.canary.errors_per_thousand * seen.requests
        ):
            return None
        self._ended = Halted(requests=seen.requests, errors=seen.errors, at=self._clock())
        self._write(self._ended)
        return self.halted()

    def _write(self, halted: Halted) -> None:
        """Whole or not at all; of two that write at once the first one's numbers count."""
        partial = self.folder / f"{_HALTED}.{os.getpid()}.part"
        try:
            partial.write_text(halted.model_dump_json())
            os.link(partial, self.folder / _HALTED)
        except OSError:
            pass  # the disk is full, or another process was first: this one has stopped either way
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def name_of(record: ReleaseRecord) -> str:
    """What the numbers of a record's canary lie under: another release, or other limits, begin at nothing."""
    said = {"sequence": record.sequence, "canary": record.canary.model_dump(mode="json") if record.canary else None}
    return sha256(to_bytes(said)).hexdigest()[:24]


def forget_others(state: Path, record: ReleaseRecord | None) -> None:
    """Remove what earlier canaries have counted; call it with the build lock held."""
    kept = name_of(record) if record is not None and record.canary is not None else ""
    folder = state / FOLDER
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.name != kept:
            shutil.rmtree(entry, ignore_errors=True)
