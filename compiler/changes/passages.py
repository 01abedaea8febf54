"""A passage as a difference: what is gone, what is new, a little of what stands around."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from compiler.changes.model import Passage

_AROUND: Final = 1
"""Lines that stand still and are shown beside those that changed."""
_WINDOW: Final = 60
"""Characters of a long line that are shown beside those that changed."""
_LONG: Final = 160


def difference(passage: Passage) -> tuple[str, ...]:
    """Lines that begin with `-`, `+` or a blank; `…` stands for lines that are left out between."""
    before, after = passage.before, passage.after
    if not before or not after:
        return (*(f"- {line}" for line in before), *(f"+ {line}" for line in after))
    lines: list[str] = []
    for group in SequenceMatcher(a=before, b=after, autojunk=False).get_grouped_opcodes(_AROUND):
        if lines:
            lines.append("…")
        lines += _group(before, after, group)
    return tuple(lines)


def _group(
    before: tuple[str, ...], after: tuple[str, ...], group: list[tuple[str, int, int, int, int]]
) -> Iterator[str]:
    for tag, start, end, from_, to in group:
        if tag == "equal":
            yield from (f"  {_cut(line)}" for line in before[start:end])
            continue
        old, new = before[start:end], after[from_:to]
        if len(old) == len(new):
            old, new = zip(*map(_narrowed, old, new), strict=True)
            if all(_key(one) and _key(one) == _key(other) for one, other in zip(old, new, strict=True)):
                for one, other in zip(old, new, strict=True):
                    yield from (f"- {one}", f"+ {other}")
                continue
        yield from (f"- {line}" for line in old)
        yield from (f"+ {line}" for line in new)


def _key(line: str) -> str:
    """What a line is about, where it begins with that: such lines are shown in pairs."""
    return line.partition(": ")[0] if ": " in line else ""


def _cut(line: str) -> str:
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"


def _narrowed(one: str, other: str) -> tuple[str, str]:
    """Two long lines as far as they differ, with a little of what both say around it."""
    if max(len(one), len(other)) <= _LONG:
        return one, other
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    start, end = max(0, start - _WINDOW), max(0, end - _WINDOW)
    return _part(one, start, end), _part(other, start, end)


def _shared(one: str, other: str) -> int:
    """How many characters two lines begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _part(line: str, start: int, end: int) -> str:
    return ("…" if start else "") + line[start : len(line) - end] + ("…" if end else "")
