"""What the processes of one machine count for its operators: answers, activations, refusals.

How it is shown is `runtime.status.metrics`. Counting never fails and never waits.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from runtime.tally import Tally, gather, totals

FOLDER: Final = "counts"
CLASSES: Final = ("1xx", "2xx", "3xx", "4xx", "5xx")

_ACTIVATIONS, _MICROSECONDS, _BUILT, _REUSED, _CANARIES = range(len(CLASSES), len(CLASSES) + 5)
_FIRST_CODE: Final = _CANARIES + 1
_CODES: Final = 100
"""Refusals have codes from FD800 to FD899."""
_SLOTS: Final = _FIRST_CODE + _CODES


class Counts:
    """One process's counts."""

    def __init__(self, state: Path) -> None:
        folder = state / FOLDER
        gather(folder, _SLOTS)
        self._tally = Tally(folder, _SLOTS)

    def around(self, start_response: Callable[..., Any]) -> Callable[..., Any]:
        """The start of an answer, with the answer counted by the class of its status."""

        def start(status: str, *rest: Any) -> Any:
            self._tally.add(ord(status[0]) - ord("1"))
            return start_response(status, *rest)

        return start

    def activated(self, seconds: float, built: int, reused: int) -> None:
        """A release was opened."""
        self._tally.add(_ACTIVATIONS)
        self._tally.add(_MICROSECONDS, round(seconds * 1_000_000))
        self._tally.add(_BUILT, built)
        self._tally.add(_REUSED, reused)

    def refused(self, code: str) -> None:
        """A release was refused, for a reason that was not known before."""
        if code.startswith("FD8"):
            self._tally.add(_FIRST_CODE + int(code[3:]))

    def halted(self) -> None:
        """This process has ended a canary."""
        self._tally.add(_CANARIES)


class Counted:
    """What all processes of a machine have counted together."""

    def __init__(self, state: Path) -> None:
        self._found = totals(state / FOLDER, _SLOTS)

    @property
    def answers(self) -> Mapping[str, int]:
        """Answers by the class of their status."""
        return dict(zip(CLASSES, self._found, strict=False))

    @property
    def refusals(self) -> Mapping[str, int]:
        """Refusals by code, those that never happened left out."""
        codes = self._found[_FIRST_CODE:]
        return {f"FD8{number:02}": count for number, count in enumerate(codes) if count}

    @property
    def activations(self) -> int:
        """How often a process opened a release."""
        return self._found[_ACTIVATIONS]

    @property
    def seconds(self) -> float:
        """How long that took, all together."""
        return self._found[_MICROSECONDS] / 1_000_000

    @property
    def built(self) -> int:
        """Bins of which files were built."""
        return self._found[_BUILT]

    @property
    def reused(self) -> int:
        """Bins whose files were there."""
        return self._found[_REUSED]

    @property
    def canaries_halted(self) -> int:
        """Canaries ended by their errors."""
        return self._found[_CANARIES]
