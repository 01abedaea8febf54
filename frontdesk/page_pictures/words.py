"""The words of a page as a reader meets them, a line for each block, and what differs between two of them.

Titles of windows, the words of pictures and the hints in fields are words, too; scripts and styles are none.
"""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from typing import Final

from compiler.tags import TagReader

_SILENT: Final = frozenset({"script", "style", "template", "svg"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "time", "u"}
)
_SPOKEN: Final = ("alt", "placeholder", "title")
_HEADING: Final = re.compile(r"<h1[^<>]*>((?:[^<]++|<(?!/?h1[\s>]))*+)</h1>")
_TAG: Final = re.compile(r"<[^<>]*>")


class _Reader(TagReader):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag not in _INLINE:
            self.end_line()
        for name, value in attrs:
            if name in _SPOKEN and value and value.strip():
                self.end_line()
                self.lines.append(" ".join(value.split()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _SILENT:
            self._silent -= 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag not in _INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def end_line(self) -> None:
        line = " ".join("".join(self._words).split())
        self._words = []
        if line:
            self.lines.append(line)


def heading(page: str) -> str:
    """What a page is headed."""
    found = _HEADING.search(page)
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else ""


def words(page: str) -> tuple[str, ...]:
    """Everything a page says."""
    reader = _Reader()
    reader.read(page)
    reader.end_line()
    return tuple(reader.lines)


def without(lines: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Those of the lines that are not among the others, in order; one that stands there twice counts twice."""
    left = Counter(others)
    found = []
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
        else:
            found.append(line)
    return tuple(found)
