"""Where somebody is in a file that may be half typed: the keys above, whether a key or a value is being typed.

The text up to the cursor is read with a letter of our own at its end; what comes after it may be as broken as it likes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from _ruamel_yaml import (
    CParser,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.error import YAMLError

from compiler.documents import end_of_front_matter
from compiler.span import Path

Slot = Literal["key", "value", "comment", "body"]

_MARK: Final = "\ue000"
_ENDINGS: Final = ("", '"', "'", ": x", '": x', "': x")
"""What may be missing behind the cursor for the mark to be read: a quote, the colon of a key."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A key or value of a text: where it stands (lines and columns from 0, the end excluded) and what holds it."""

    path: Path
    slot: Slot
    word: str
    start: tuple[int, int]
    end: tuple[int, int]
    root: list[Any] = field(repr=False)
    """The document as far as it was read, in a list of one."""
    holder: Any = field(repr=False)
    """The map or list it stands in, as far as it was read."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is being typed: `typed` are the letters of it before the cursor."""

    path: Path
    """To the value; for a key, to the map it will stand in."""
    slot: Slot
    typed: str
    document: Any = None
    """The document as far as it was read."""
    holder: Any = None
    """The map or list around it, as far as it was read."""


def cursor(file: str, text: str, offset: int) -> Cursor | None:
    """What is being typed at a place; `None` where nothing can be made of it."""
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start:offset]
    first, end = _yaml_of(file, text)
    if offset > end:
        return Cursor((), "body", line)
    if re.match(r"\s*#(?!\{)", line) or (" # " in line and line.count('"') % 2 == 0):
        return Cursor((), "comment", line)
    before = text[first:offset]
    for ending in _ENDINGS:
        for seen in _walk(before + _MARK + ending):
            if _MARK in seen.word:
                document = seen.root[0] if seen.root else None
                return Cursor(seen.path, seen.slot, seen.word.partition(_MARK)[0], document, seen.holder)
    return None


def seen_at(file: str, text: str, offset: int) -> Seen | None:
    """The key or value that stands at a place; its path leads to the value in both cases."""
    first, end = _yaml_of(file, text)
    if not first <= offset <= end:
        return None
    before = text[first:offset]
    line = before.count("\n")
    place = (line, offset - (text.rfind("\n", 0, offset) + 1))
    for seen in tuple(_walk(text[first:end])):  # to the end, so that the document around it is whole
        if seen.start <= place <= seen.end:
            path = (*seen.path, seen.word) if seen.slot == "key" else seen.path
            shift = text.count("\n", 0, first)
            start, stop = (seen.start[0] + shift, seen.start[1]), (seen.end[0] + shift, seen.end[1])
            return Seen(path, seen.slot, seen.word, start, stop, seen.root, seen.holder)
    return None


def _yaml_of(file: str, text: str) -> tuple[int, int]:
    """Where the YAML of a file begins and ends."""
    if not file.endswith(".md"):
        return (0, len(text)) if file.endswith(".yaml") else (0, -1)
    first = text.find("\n") + 1
    if not text.startswith("---") or not first:
        return 0, -1
    found = end_of_front_matter(text.encode())
    return first, len(text.encode()[: found[0]].decode()) - 1 if found else len(text)


def _walk(text: str) -> Iterator[Seen]:
    """Every key and value in the order of the text, up to where it cannot be read any more."""
    reader = _Reader()
    try:
        parser = CParser(text)
        while parser.check_event():
            yield from reader.take(parser.get_event())
    except (YAMLError, UnicodeError, ValueError):
        return


class _Reader:
    """Puts values together from events, and says where each stands."""

    def __init__(self) -> None:
        self._root: list[Any] = []
        self._holders: list[Any] = []
        self._keys: list[str | None] = []  # of each map, the key whose value comes next

    def take(self, event: Any) -> Iterator[Seen]:
        match event:
            case MappingStartEvent():
                self._enter({})
            case SequenceStartEvent():
                self._enter([])
            case MappingEndEvent() | SequenceEndEvent():
                self._holders.pop()
                self._keys.pop()
                if self._keys:
                    self._keys[-1] = None
            case ScalarEvent():
                yield from self._scalar(event)

    def _path(self) -> Path:
        """The keys to the value that comes next."""
        steps: list[str | int] = []
        for index, (holder, key) in enumerate(zip(self._holders, self._keys, strict=True)):
            is_inner = index == len(self._holders) - 1
            if isinstance(holder, list):
                steps.append(len(holder) if is_inner else len(holder) - 1)
            elif key is not None:
                steps.append(key)
        return tuple(steps)

    def _enter(self, value: Any) -> None:
        self._put(value, keep=True)
        self._holders.append(value)
        self._keys.append(None)

    def _put(self, value: Any, *, keep: bool = False) -> None:
        if not self._holders:
            self._root.append(value)
        elif isinstance(self._holders[-1], list):
            self._holders[-1].append(value)
        else:
            key = self._keys[-1]
            self._holders[-1][key or ""] = value
            if not keep:
                self._keys[-1] = None

    def _scalar(self, event: Any) -> Iterator[Seen]:
        start, end = event.start_mark, event.end_mark
        holder = self._holders[-1] if self._holders else None
        is_key = isinstance(holder, dict) and self._keys[-1] is None
        slot: Slot = "key" if is_key else "value"
        places = (start.line, start.column), (end.line, end.column)
        yield Seen(self._path(), slot, event.value, *places, self._root, holder)
        if is_key:
            self._keys[-1] = event.value
        else:
            self._put(_plain(event))


def _plain(event: Any) -> Any:
    """Only what shapes are told apart by matters: words, and switches."""
    if event.style in (None, "") and event.value in ("true", "false"):
        return event.value == "true"
    return event.value
