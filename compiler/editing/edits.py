"""Edits applied to text, and trees with some files changed.

A place is what findings say: lines and columns from 1, the end exclusive. Which edits to make is decided elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import TypeAlias

from compiler.diagnostic import Edit
from compiler.read import SourceTree
from compiler.span import Span

Changes: TypeAlias = Mapping[str, bytes | None]
"""Files by path: their new bytes, or `None` for those that go."""

_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")


class Places:
    """Where the lines of a text begin; breaks are those the parser counts."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) for line in _LINE.findall(text))]
        self._length = len(text)

    def offset(self, line: int, column: int) -> int:
        """The character a line and column name; the end of the text for a place behind it."""
        if line > len(self._starts):
            return self._length
        return min(self._starts[line - 1] + column - 1, self._length)

    def range_of(self, span: Span) -> tuple[int, int]:
        """First character and end of a place."""
        start = self.offset(span.line, span.column)
        return start, max(start, self.offset(span.end_line, span.end_column))


def edited(data: bytes, edits: Iterable[Edit]) -> tuple[bytes, tuple[Edit, ...]]:
    """The text with edits made, and those that were: of two that overlap only the first."""
    text = data.decode()
    places = Places(text)
    rows = sorted(((*places.range_of(edit.span), edit) for edit in edits), key=lambda row: row[:2])
    parts: list[str] = []
    made: list[Edit] = []
    position = 0
    for start, end, edit in rows:
        if start < position or (made and made[-1] == edit):
            continue
        parts += [text[position:start], edit.text]
        position = end
        made.append(edit)
    return "".join((*parts, text[position:])).encode(), tuple(made)


def edit_all(tree: SourceTree, edits: Iterable[Edit]) -> Changes:
    """Every file that edits name with its edits made; a file that is not there is made of them."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.span.file, []).append(edit)
    return {file: edited(bytes_of(tree, file), rows)[0] for file, rows in by_file.items()}


def bytes_of(tree: SourceTree, file: str) -> bytes:
    """The bytes of a file; none for one that is not there."""
    return tree.read(file) if file in tree.sizes else b""


def with_changes(tree: SourceTree, changes: Changes) -> SourceTree:
    """The tree as it would be with some files changed, added or gone."""
    sizes = {file: size for file, size in tree.sizes.items() if file not in changes}
    sizes |= {file: len(data) for file, data in changes.items() if data is not None}

    def read(path: str) -> bytes:
        if path not in changes:
            return tree.read(path)
        data = changes[path]
        if data is None:
            raise FileNotFoundError(path)
        return data

    stamps = {file: stamp for file, stamp in tree.stamps.items() if file not in changes}  # not of the disk
    return replace(tree, sizes=dict(sorted(sizes.items())), read=read, stamps=stamps)


def merged(tree: SourceTree, first: Changes, then: Changes) -> Changes:
    """Changes on top of changes, without those that change nothing in the end."""
    both = {**first, **then}
    return {file: data for file, data in both.items() if data != (tree.read(file) if file in tree.sizes else None)}
