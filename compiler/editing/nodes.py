"""A YAML text as nodes with their comments, blank lines and spellings: what layout works on.

Scalars keep the very letters they were written with, so that laying a file out cannot change what it says. Reading
values is `compiler.parse`, which has accepted the text before; printing nodes is `compiler.editing.printing`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from _ruamel_yaml import (
    CParser,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from compiler.dialect import with_questions, without_questions
from compiler.editing.quoting import in_quotes

Sort: TypeAlias = Literal["scalar", "map", "list"]


@dataclass(slots=True, eq=False)
class Comment:
    """One comment with its `#`; `blank` says that an empty line stood above it."""

    text: str
    column: int
    blank: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A value as written. `end` is the character behind its last letter."""

    sort: Sort
    start: int
    end: int
    column: int = 0
    flow: bool = False
    text: str = ""
    """Of a scalar: its letters, or the first line of a block text."""
    block: tuple[str, ...] | None = None
    """The lines of a block text without their common indentation."""
    value: str = ""
    """Of a scalar: what it says."""
    entries: "list[Entry]" = field(default_factory=list)
    head: Comment | None = None
    """A comment on the line that opens a map or list."""
    foot: list[Comment] = field(default_factory=list)
    """Comments after the last entry."""


@dataclass(slots=True, eq=False)
class Entry:
    """A key with its value, or an item of a list (no key)."""

    key: Node | None
    value: Node
    start: int
    column: int
    blank: bool = False
    before: list[Comment] = field(default_factory=list)
    after: Comment | None = None


@dataclass(slots=True, eq=False)
class Page:
    """A whole text: its root, and the comments at its top and its end, which stay there."""

    root: Node
    header: list[Comment] = field(default_factory=list)
    after: Comment | None = None
    """A comment behind a root that stands on one line."""
    footer: list[Comment] = field(default_factory=list)
    """Comments below a root in brackets, or one that is a word."""


class UnusualError(Exception):
    """The text is written in a way that layout does not know how to keep: it is left as it is."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"{reason} in line {line}")


def read(text: str) -> Page:
    """The nodes of an accepted text with `\\n` as its only line break. Raises `UnusualError`."""
    builder = _Builder(text)
    root = builder.root()
    page = Page(root)
    builder.attach(page)
    return page


_MARKS = ("---", "...")  # where a document begins and ends
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


class _Builder:
    """One walk over libyaml's events, which tell places but no comments; those are found between the places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = CParser((without_questions(text) or text).encode())
        self.position = 0  # behind the last letter that belongs to a value
        self.solid: list[tuple[int, int]] = []  # letters that belong to scalars and brackets, in order
        self.open: list[Node] = []  # the brackets around
        self.open_after: dict[tuple[int, int], Node] = {}  # the innermost bracket around what follows a stretch

    def root(self) -> Node:
        while type(event := self.parser.get_event()) in (StreamStartEvent, DocumentStartEvent):
            pass
        root = self._node(event, 0)
        for expected in (DocumentEndEvent, StreamEndEvent):
            if type(self.parser.get_event()) is not expected:
                raise UnusualError("more than one document", self._line_number(self.position))
        return root

    def _node(self, event: Any, indent: int) -> Node:
        match event:
            case ScalarEvent():
                return self._scalar(event, indent)
            case MappingStartEvent() | SequenceStartEvent():
                return self._collection(event)
        raise UnusualError("an alias", self._line_number(event.start_mark.index))

    def _scalar(self, event: Any, indent: int) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            return self._block(event, indent)
        text = self.text[start:end]
        if "\n" in text:
            text = _one_line(text, with_questions(event.value))
        self._solid(start, end)
        return Node("scalar", start, end, event.start_mark.column, text=text, value=with_questions(event.value))

    def _block(self, event: Any, indent: int) -> Node:
        """A block text: lines that are blank or indented deeper than what it stands in."""
        start = event.start_mark.index
        first = self._line_at(start)
        header = first.strip()
        said = re.match(r"([|>])([-+]?)([1-9]?)([-+]?)", header)
        if said is None:
            raise UnusualError("a block text", self._line_number(start))
        style, digit, chomping = said[1], said[3], said[2] + said[4]
        depth = indent + int(digit) if digit else 0
        taken: list[str] = []
        position = start + len(first) + 1
        while position < len(self.text):
            line = self._line_at(position)
            blanks = len(line) - len(line.lstrip(" "))
            if line.strip(" "):
                depth = depth or max(blanks, indent + 1)
                if blanks < depth:
                    break
            taken.append(line)
            position += len(line) + 1
        while taken and chomping != "+" and not taken[-1].strip(" ") and len(taken[-1]) <= depth:
            taken.pop()
        length = len(first) + sum(len(line) + 1 for line in taken)
        self._solid(start, start + length)
        lines = tuple(line[depth:] for line in taken)
        begins_blank = next((line for line in lines if line), "").startswith(" ")
        header = f"{style}{'2' if begins_blank else ''}{chomping}{header[said.end() :]}"
        column = event.start_mark.column
        return Node(
            "scalar", start, start + length, column, text=header, block=lines, value=with_questions(event.value)
        )

    def _line_number(self, index: int) -> int:
        return self.text.count("\n", 0, index) + 1

    def _line_at(self, start: int) -> str:
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end]

    def _solid(self, start: int, end: int) -> None:
        self.solid.append((start, end))
        if self.open:
            self.open_after[(start, end)] = self.open[-1]
        self.position = max(self.position, end)

    def _collection(self, opening: Any) -> Node:
        is_map = type(opening) is MappingStartEvent
        start = opening.start_mark.index
        bracket = self.text[start : start + 1]
        is_flow = bool(opening.flow_style)
        node = Node("map" if is_map else "list", start, start, opening.start_mark.column, flow=is_flow)
        is_closed = is_flow and bracket == ("{" if is_map else "[")
        if is_closed:
            self.open.append(node)
            self._solid(start, start + 1)
        ends = (MappingEndEvent, SequenceEndEvent)
        while type(event := self.parser.get_event()) not in ends:
            node.entries.append(self._pair(event, node) if is_map else self._item(event, node))
        if is_closed:
            self.open.pop()
            self._solid(event.end_mark.index - 1, event.end_mark.index)
        node.end = self.position
        return node

    def _pair(self, event: Any, parent: Node) -> Entry:
        key = self._node(event, parent.column)
        if key.sort != "scalar" or key.block is not None:
            raise UnusualError("a key that is not one word", self._line_number(key.start))
        value = self._node(self.parser.get_event(), parent.column)
        return Entry(key, value, key.start, key.column)

    def _item(self, event: Any, parent: Node) -> Entry:
        start = event.start_mark.index
        if not parent.flow:
            start = self._dash()
            self.position = start + 1
        column = start - self.text.rfind("\n", 0, start) - 1
        return Entry(None, self._node(event, column), start, column)

    def _dash(self) -> int:
        """The dash of the next item: the first one that no comment holds."""
        position = self.position
        while self.text[position] != "-":
            position = self.text.index("\n", position) if self.text[position] == "#" else position + 1
        return position

    def _comments(self) -> Iterator[tuple[int, Comment, int]]:
        """Every comment with where it is and how many solid stretches come before it."""
        position = 0
        for count, (start, end) in enumerate((*self.solid, (len(self.text), len(self.text)))):
            for match in _COMMENT.finditer(self.text, position, start):
                index = match.start()
                column = index - self.text.rfind("\n", 0, index) - 1
                yield index, Comment(match[0].rstrip(), column, self._blank_above(index, count)), count
            position = max(position, end)

    def _blank_above(self, index: int, solid_before: int) -> bool:
        """Whether the line above is empty and no part of a text."""
        line_start = self.text.rfind("\n", 0, index) + 1
        above = self.text.rfind("\n", 0, max(line_start - 1, 0)) + 1
        is_blank = line_start > 0 and not self.text[above : line_start - 1].strip()
        return is_blank and (not solid_before or self.solid[solid_before - 1][1] < line_start - 1)

    def attach(self, page: Page) -> None:
        """Put comments and empty lines where they belong."""
        around = _Around(page.root)
        for entry in around.entries:
            entry.blank = self._blank_above(entry.start, bisect_right(self.solid, (entry.start, -1)))
        for index, comment, count in self._comments():
            line_start = self.text.rfind("\n", 0, index) + 1
            last = self.solid[count - 1] if count else (0, 0)
            if not self.text[line_start:index].strip():
                self._put_alone(page, around, index, comment, last)
            elif last[1] > line_start:
                if not _put_behind(page, around, comment, index, last):
                    self._put_near(page, around, index, comment, last)
            elif self.text.startswith(_MARKS, line_start) and last not in self.open_after:
                (page.footer if count else page.header).append(comment)
            elif (begun := around.begun_before(index)) is not None:  # a dash alone: it goes above the item
                begun.before.append(comment)
            else:
                self._put_near(page, around, index, comment, last)

    def _put_alone(self, page: Page, around: "_Around", index: int, comment: Comment, last: tuple[int, int]) -> None:
        following = around.beginning_after(index)
        if last in self.open_after or not around.entries:
            self._put_near(page, around, index, comment, last)
        elif following is not None and comment.column <= following.column:
            at_top = following is around.entries[0] and "frontdesk: allow" not in comment.text
            (page.header if at_top else following.before).append(comment)
        else:
            ended = around.blocks_by_end.get(last[1], [])
            deep = [node for node in ended if node.entries[0].column <= comment.column]
            if deep:
                deep[-1].foot.append(comment)
            else:
                self._put_near(page, around, index, comment, last)

    def _put_near(self, page: Page, around: "_Around", index: int, comment: Comment, last: tuple[int, int]) -> None:
        """Before the next entry of the brackets around, else behind the last one in them."""
        inside = self.open_after.get(last)
        if inside is not None:
            own = next((entry for entry in inside.entries if entry.start > index), None)
            (inside.foot if own is None else own.before).append(comment)
        elif (following := around.beginning_after(index)) is not None:
            following.before.append(comment)
        elif last == (0, 0):
            page.header.append(comment)
        else:
            (page.root.foot if page.root.entries and not page.root.flow else page.footer).append(comment)


class _Around:
    """What begins and ends where, looked up instead of walked over."""

    def __init__(self, root: Node) -> None:
        self.entries = list(_entries(root))
        self._starts = [entry.start for entry in self.entries]
        self.by_key = {entry.key.start: entry for entry in self.entries if entry.key is not None}
        self.by_end = {entry.value.end: entry for entry in self.entries}  # the innermost of several
        self.flows = {node.start: node for node in _nodes(root) if node.flow}
        self.blocks_by_end: dict[int, list[Node]] = {}
        for node in _nodes(root):
            if node.entries and not node.flow:
                self.blocks_by_end.setdefault(node.end, []).append(node)

    def beginning_after(self, index: int) -> Entry | None:
        place = bisect_right(self._starts, index)
        return self.entries[place] if place < len(self.entries) else None

    def begun_before(self, index: int) -> Entry | None:
        """The item that began last; `None` where a key did, or nothing yet."""
        place = bisect_right(self._starts, index) - 1
        return self.entries[place] if place >= 0 and self.entries[place].key is None else None


def _put_behind(page: Page, around: _Around, comment: Comment, index: int, last: tuple[int, int]) -> bool:
    """A comment behind a value, behind a key whose value comes below, or behind an opening bracket."""
    opened = around.flows.get(last[0]) if last[1] == last[0] + 1 else None
    keyed = around.by_key.get(last[0])
    if opened is not None and opened.head is None and opened.end > index:
        opened.head = comment
        return True
    if keyed is not None and keyed.value.start > index and keyed.value.sort != "scalar" and keyed.value.head is None:
        keyed.value.head = comment
        return True
    if last[1] == page.root.end and (page.root.flow or page.root.sort == "scalar") and page.after is None:
        page.after = comment
        return True
    owner = keyed if keyed is not None and keyed.value.start > index else around.by_end.get(last[1])
    if owner is None:
        return False
    if owner.after is not None:  # one stood behind the key already
        owner.before.append(owner.after)
    owner.after = comment
    return True


def _one_line(text: str, value: str) -> str:
    """A text over several lines on one; in double quotes where its spelling needs them."""
    if text[:1] not in ("'", '"') and "\n" not in value:
        return value
    return in_quotes(value)


def _entries(node: Node) -> Iterator[Entry]:
    """Every entry in the order of the text."""
    for entry in node.entries:
        yield entry
        yield from _entries(entry.value)


def _nodes(node: Node) -> Iterator[Node]:
    """Every map and list, outer before inner."""
    if node.sort != "scalar":
        yield node
        for entry in node.entries:
            yield from _nodes(entry.value)
