"""Where in the Markdown of a body links, pictures, headings and raw HTML stand.

Only asked when there is something to report: the body is rendered once more, with source positions and without any
safety, and what comes out is never shown to anybody.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, TypeAlias

import comrak

from compiler.bodies import options

Part: TypeAlias = Literal["link", "picture", "title_heading", "raw_html"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Something in a body: lines and columns from 1, the end exclusive; `words` are a picture's alternative text."""

    part: Part
    target: str
    line: int
    column: int
    end_column: int
    words: str = ""


_ELEMENT: Final = re.compile(r'<(a|img|h1)\b([^<>]*?)data-sourcepos="(\d{1,9}):(\d{1,9})-(\d{1,9}):(\d{1,9})"([^<>]*)>')
_ADDRESS: Final = re.compile(r'(?:href|src)="([^"]*)"')
_WORDS: Final = re.compile(r'alt="([^"]*)"')
_PARTS: Final[dict[str, Part]] = {"a": "link", "img": "picture", "h1": "title_heading"}


def places(markdown: str) -> Iterator[Placed]:
    """Links, pictures and first-level headings in order."""
    extension, render = options(True)
    lines = _Lines(markdown)
    unsafe = comrak.render_markdown(markdown, extension_options=extension, render_options=render)
    for match in _ELEMENT.finditer(unsafe):
        attributes = match[2] + match[7]
        address, words = _ADDRESS.search(attributes), _WORDS.search(attributes)
        line, column = int(match[3]), lines.letters(int(match[3]), int(match[4]) - 1) + 1
        end = lines.letters(line, int(match[6])) + 1 if match[5] == match[3] else column + 1
        target = html.unescape(address[1]) if address else ""
        yield Placed(
            _PARTS[match[1]], target, line, column, max(end, column + 1), html.unescape(words[1]) if words else ""
        )


class _Lines:
    """Positions counted in bytes, as comrak counts, in letters. A line may hold thousands of links: it is read once."""

    def __init__(self, markdown: str) -> None:
        self._lines = markdown.splitlines()
        self._ends: dict[int, tuple[int, ...]] = {}

    def letters(self, line: int, count: int) -> int:
        """How many whole letters the first bytes of a line are."""
        if not 0 < line <= len(self._lines) or self._lines[line - 1].isascii():
            return count
        if line not in self._ends:
            self._ends[line] = tuple(accumulate(len(letter.encode()) for letter in self._lines[line - 1]))
        return bisect_right(self._ends[line], count)


_FENCE: Final = re.compile(r"^ {0,3}(`{3,}+(?=[^`]*$)|~{3,})")
_TICKS: Final = re.compile(r"`+")
_RAW: Final = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>?|!\[CDATA\[|![A-Z]|\?)")


def raw_html(markdown: str) -> Iterator[Placed]:
    """Raw HTML tags outside code; comments are not meant for readers and may stay."""
    fence = ""
    for number, line in enumerate(markdown.splitlines(), 1):
        opening = _FENCE.match(line)
        if fence:
            fence = "" if opening and opening[1].startswith(fence) and not line.strip(" `~") else fence
            continue
        if opening:
            fence = opening[1]
            continue
        if line.startswith(("    ", "\t")):
            continue
        for match in _RAW.finditer(_without_code(line)):
            yield Placed("raw_html", match[0], number, match.start() + 1, match.end() + 1)


def _without_code(line: str) -> str:
    """A line with its code blanked out: from some backticks to the next that are as many."""
    runs = [match.span() for match in _TICKS.finditer(line)]
    closing: dict[int, list[int]] = {}  # by their number, the last first
    for start, end in reversed(runs):
        closing.setdefault(end - start, []).append(start)
    parts, told = [], 0
    for start, end in runs:
        if start < told:
            continue
        begin = start + _is_escaped(line, start)
        ends = closing.get(end - begin, [])
        while ends and ends[-1] <= start:
            ends.pop()
        if end > begin and ends:
            stop = ends.pop() + end - begin
            parts += [line[told:begin], " " * (stop - begin)]
            told = stop
    return "".join(parts) + line[told:]


def _is_escaped(line: str, place: int) -> bool:
    """Whether a backslash makes the letter at a place a letter."""
    begin = place
    while begin and line[begin - 1] == "\\":
        begin -= 1
    return (place - begin) % 2 == 1
