"""How the address was found when this machine asked it last: what all its processes know of that, in two small files.

What was accepted is kept elsewhere (`runtime.release.kept`); nothing here decides what is served.
"""

import os
from collections.abc import Callable
from pathlib import Path

import structlog
from pydantic import ValidationError

from runtime.release.kept import trace_of
from schemas.model import Model

log = structlog.get_logger(__name__)


class Answer(Model):
    """`asked.json`; without a code everything is as it should be."""

    code: str = ""
    reason: str = ""
    timestamp: str = ""
    """The digest of the timestamp that was refused."""
    tried_at: float = 0.0
    pause: float = 0.0

    def is_over(self, now: float) -> bool:
        """Whether what was refused may be tried again although it is the same."""
        # Less than nothing has passed when somebody has set the clock back.
        return not self.code or not 0 <= now - self.tried_at < self.pause


class Asked:
    """The two files: the answer, and one that is touched whenever somebody asks."""

    def __init__(self, state: Path, clock: Callable[[], float]) -> None:
        self._answer = state / "asked.json"
        self._touched = state / "asked"
        self._clock = clock

    def trace(self) -> tuple[int, ...]:
        """What the answer shows of itself."""
        return trace_of(self._answer)

    def mark(self) -> int:
        """Another one whenever somebody has asked."""
        try:
            return self._touched.stat().st_ctime_ns
        except OSError:
            return 0

    def is_longer_ago_than(self, seconds: float) -> bool:
        """Whether nobody has asked for so long, by the clock we were given."""
        try:
            passed = self._clock() - self._touched.stat().st_mtime
        except OSError:
            return True
        return not 0 <= passed < seconds

    def touch(self) -> None:
        """Note that the address was asked."""
        try:
            self._touched.touch()
            os.utime(self._touched, (self._clock(), self._clock()))
        except OSError as error:
            log.error("cannot be noted", file=str(self._touched), reason=str(error))

    def answer(self) -> Answer:
        """How it went."""
        try:
            return Answer.model_validate_json(self._answer.read_bytes())
        except (OSError, ValidationError):
            return Answer()

    def note(self, answer: Answer) -> None:
        """Tell the other processes how it went; a disk that takes nothing changes nothing."""
        partial = self._answer.with_name(f"{self._answer.name}.{os.getpid()}.part")
        try:
            partial.write_text(answer.model_dump_json())
            partial.replace(self._answer)
        except OSError as error:
            log.error("cannot be noted", file=str(self._answer), reason=str(error))
