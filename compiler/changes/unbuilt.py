"""A state that cannot be built, told instead of a report: there is nothing to compare, and no half report.

As Markdown and as plain data; the page is `compiler.review.unbuilt`. For a terminal its findings are enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compiler.changes.data import VERSION
from compiler.changes.inert import inert, longest_run
from compiler.changes.markdown import address
from compiler.changes.sections import plural
from compiler.diagnostic import Diagnostic
from compiler.report import as_json

_LABEL: Final = 80
_AROUND: Final = 700
"""Characters of a comment that are not findings."""


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """One of the two states, as it was asked for, with everything that was found in it."""

    label: str
    commit: str | None
    findings: tuple[Diagnostic, ...]
    text: str
    """The findings as a terminal shows them."""

    @property
    def counted(self) -> str:
        """How much was found."""
        errors = sum(1 for item in self.findings if item.severity == "error")
        return f"{plural(errors, 'error')}, {plural(len(self.findings) - errors, 'warning')}"

    @property
    def sentence(self) -> str:
        """What is the matter, behind its label."""
        return f"cannot be built ({self.counted}): there is nothing to compare"


def as_data(states: Iterable[Unbuilt]) -> dict[str, Any]:
    """For programs: none of a report's keys but the version, so that nobody takes it for one."""
    return {
        "version": VERSION,
        "cannot_be_built": [
            {"label": one.label, "commit": one.commit, "diagnostics": as_json(one.findings)} for one in states
        ],
    }


def as_markdown(states: Sequence[Unbuilt], limit: int, whole: str = "") -> str:
    """One comment in at most `limit` characters: findings in a fence that no line of them can end."""
    parts = []
    for one in states:
        label = inert(one.label if len(one.label) <= _LABEL else f"{one.label[: _LABEL - 1]}…")
        parts.append(f"## {label} cannot be built\n\nThere is nothing to compare: {one.counted}.\n")
        parts.append(_fenced(one.text, limit // len(states) - _AROUND))
    if whole:
        parts.append(f"Everything: {address(whole)}\n")
    return "\n".join(parts)


def _fenced(text: str, room: int) -> str:
    """As many whole findings as have room; the others are counted."""
    fence = "`" * max(3, longest_run(text) + 1)
    told, used, found = [], 2 * len(fence), text.strip("\n").split("\n\n")
    for one in found:
        if used + len(one) + 2 > room:
            break
        told.append(one)
        used += len(one) + 2
    left = len(found) - len(told)
    more = f"\n{plural(left, 'more finding')} had no room here.\n" if left else ""
    return f"{fence}text\n{chr(10).join(f'{one}{chr(10)}' for one in told)}{fence}\n{more}"
