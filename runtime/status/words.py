"""Moments, digests and states as the status page puts them: for operators, in English and UTC."""

from datetime import UTC, datetime
from typing import Final

_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))

_TONES: Final = {
    "ACTIVE": "fine",
    "CANARY": "note",
    "HALTED": "warning",
    "STALE": "warning",
    "SILENT": "quiet",
    "REFUSED": "danger",
}


class Words:
    """What templates put values into words with."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def moment(self, value: datetime | str | None) -> str:
        """`2026-03-02 09:00:00 UTC`."""
        found = _as_moment(value)
        return "never" if found is None else found.strftime("%Y-%m-%d %H:%M:%S UTC")

    def since(self, value: datetime | str | None) -> str:
        """`3 minutes ago`, or `in 2 days`."""
        found = _as_moment(value)
        if found is None:
            return ""
        seconds = (self._now - found).total_seconds()
        unit, size = next((one for one in _UNITS if abs(seconds) >= one[1]), _UNITS[-1])
        number = round(abs(seconds) / size)
        if number == 0:
            return "now"
        said = f"{number} {unit}{'' if number == 1 else 's'}"
        return f"{said} ago" if seconds > 0 else f"in {said}"

    def short(self, root: str | None) -> str:
        """Enough of a digest to tell releases apart: what `X-Release` says, too."""
        return root.removeprefix("sha256:")[:12] if root else "none"

    def tone(self, state: str) -> str:
        """How a state looks."""
        return _TONES.get(state, "quiet")

    def origin(self, name: str | None) -> str:
        """Where an offer was read, in words."""
        return {
            "folder": "a folder on this machine, unsigned",
            "network": "the release address",
            "store": "what this machine keeps; the release address does not answer",
        }.get(name or "", "nowhere")


def _as_moment(value: datetime | str | None) -> datetime | None:
    if isinstance(value, str):
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return value
