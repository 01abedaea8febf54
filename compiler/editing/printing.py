"""Nodes in their one layout: two spaces a level, one blank between words in brackets, lines of at most 120 letters.

Brackets stay brackets while they fit on a line, and blocks stay blocks: which of the two reads better is the author's.
Comments stay with what they speak of; those behind a value keep their column where there is room.
"""

from collections.abc import Iterator

from compiler.editing.nodes import Comment, Entry, Node, Page

WIDTH = 120  # letters of a line, a comment behind it not counted
_STEP = 2
_PIN = "frontdesk: allow"
"""A comment that silences a warning on its line: what it speaks of must not move to another line."""


def printed(page: Page) -> str:
    """The whole text, with one line break at its end."""
    lines = _Lines()
    for comment in page.header:
        lines.comment(comment, 0)
    root = page.root
    above = [] if root.sort == "scalar" or _fits(root, 0) else [*_some(page.after), *(_some(root.head))]
    for comment in above:
        lines.comment(comment, 0)
    if (page.header or above) and root.entries and root.entries[0].blank:
        lines.blank()
    if root.sort == "scalar":
        _scalar_lines(lines, "", root, 0, page.after)
    elif not root.entries or _fits(root, 0):
        lines.line(_flow(root), None if above else page.after)
    else:
        _block(lines, root, 0)
    for comment in (*(root.foot if not root.entries else ()), *page.footer):
        lines.comment(comment, 0)
    return lines.text()


def _some(comment: Comment | None) -> Iterator[Comment]:
    if comment is not None:
        yield comment


class _Lines:
    """Lines as they grow; never two empty ones, never one at the top."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._may_break = False

    def line(self, text: str, after: Comment | None) -> None:
        if after is not None:
            text = f"{text.ljust(after.column) if len(text) < after.column else text + '  '}{after.text}"
        self._lines.append(text.rstrip())
        self._may_break = True

    def raw(self, text: str) -> None:
        """A line of a block text: blanks at its end may be meant."""
        self._lines.append(text)
        self._may_break = True

    def comment(self, comment: Comment, indent: int) -> None:
        if comment.blank:
            self.blank()
        self.line(" " * indent + comment.text, None)

    def blank(self) -> None:
        if self._may_break:
            self._lines.append("")
        self._may_break = False

    def opened(self) -> None:
        """After a line that opens a block no empty line follows."""
        self._may_break = False

    def text(self) -> str:
        return "\n".join((*self._lines, ""))


def _block(lines: _Lines, node: Node, indent: int, lead: str | None = None) -> None:
    """A map or list as a block. `lead` stands before the first line in place of its indentation: the dashes."""
    for number, entry in enumerate(node.entries):
        if number or lead is None:
            _above(lines, entry, indent)
        start = lead if lead is not None and number == 0 else " " * indent
        if entry.key is None:
            _item(lines, entry, indent, start)
        else:
            _value(lines, f"{start}{entry.key.text}:", entry, indent)
    for comment in node.foot:
        lines.comment(comment, indent)


def _above(lines: _Lines, entry: Entry, indent: int) -> None:
    """What stands above an entry: comments, its own and those of what begins on its line, and empty lines."""
    comments = list(_leading(entry))
    for comment in comments:
        lines.comment(comment, indent)
    if entry.blank:
        lines.blank()


def _leading(entry: Entry) -> Iterator[Comment]:
    """What stands above an entry, with what stood behind brackets that are a block now, behind dashes."""
    yield from entry.before
    value = entry.value
    if not value.entries:  # brackets with nothing but comments inside
        yield from (*value.foot, *_some(value.head if entry.after is not None else None))
    elif entry.key is None and value.sort != "scalar" and not _is_flow(entry, value, 0):
        yield from (*_some(entry.after), *_some(value.head))
        yield from _leading(value.entries[0])


def _item(lines: _Lines, entry: Entry, indent: int, start: str) -> None:
    value = entry.value
    lead = f"{start}- "
    if value.sort == "scalar":
        _scalar_lines(lines, lead.rstrip(" ") if not value.text else lead[:-1], value, indent, entry.after)
    elif _is_flow(entry, value, len(lead)):
        lines.line(lead + _flow(value), entry.after or value.head)
    else:
        _block(lines, value, indent + _STEP, lead)


def _value(lines: _Lines, start: str, entry: Entry, indent: int) -> None:
    value = entry.value
    if value.sort == "scalar":
        _scalar_lines(lines, start, value, indent, entry.after)
    elif _is_flow(entry, value, len(start) + 1):
        lines.line(f"{start} {_flow(value)}", entry.after or value.head)
    else:
        lines.line(start, value.head or entry.after)
        if value.head is not None and entry.after is not None:
            lines.comment(entry.after, indent + _STEP)
        lines.opened()
        _block(lines, value, indent + _STEP)


def _scalar_lines(lines: _Lines, start: str, value: Node, indent: int, after: Comment | None) -> None:
    lines.line(f"{start} {value.text}" if start and value.text else start + value.text, after)
    for line in value.block or ():
        lines.raw(" " * (indent + _STEP) + line if line else "")


def _is_flow(entry: Entry, value: Node, taken: int) -> bool:
    """Whether a map or list stands in brackets on the line of its key."""
    if not value.entries:
        return True
    if not value.flow:
        return False
    pinned = [*entry.before, *([entry.after] if entry.after else [])]
    return _fits(value, taken) or (any(_PIN in comment.text for comment in pinned) and _is_plain(value))


def _fits(node: Node, taken: int) -> bool:
    return node.flow and _is_plain(node) and taken + len(_flow(node)) <= WIDTH


def _is_plain(node: Node) -> bool:
    """Whether there are no comments inside."""
    if node.head is not None or node.foot:
        return False
    return all(not entry.before and entry.after is None and _is_plain(entry.value) for entry in node.entries)


def _flow(node: Node) -> str:
    """A value in brackets."""
    if node.sort == "scalar":
        return node.text
    inner = ", ".join(_flow_entry(entry) for entry in node.entries)
    return f"{{{inner}}}" if node.sort == "map" else f"[{inner}]"


def _flow_entry(entry: Entry) -> str:
    value = _flow(entry.value)
    return value if entry.key is None else f"{entry.key.text}: {value}"
