"""What YAML forbids and libyaml lets through, and what YAML allows and libyaml does not.

The parser is fast because libyaml is; in a few corners libyaml is laxer than the specification, and there two readers
of one file could disagree. A file that might touch such a corner is walked a second time, carefully, and refused with
a place. Files that cannot touch one (nearly all) pay for a glance.

In one corner it is stricter: `{en: How can we help?}` is a question to everybody else. Such a file is read again with
a letter in place of its question marks that no file has.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any

import re2
from _ruamel_yaml import CParser, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.span import Span

STRAY = Rule("FD016", "ambiguous-yaml")

# What a suspect file has: a character, looked for first because that costs nearly nothing, and a pattern.
# RE2 where a comment may hold what the pattern begins with: `re` would read the line anew behind each.
_SUSPECT: tuple[tuple[str, Any], ...] = (
    # A comment glued to what it follows; a quoted colour, the usual case, is none.
    ("#", re.compile(r"""\#(?:(?<=[\]},>|+\-0-9]\#)|(?<=["']\#)(?:(?<![\s\[{,]["']\#)|(?![0-9a-fA-F]{6}["'])))""")),
    ("\t", re.compile(r"^[ ]*\t", re.MULTILINE)),  # a tab among the leading blanks
    ("?", re.compile(r"[\[{,]\s*\?")),  # an explicit key in a flow collection
    ("-", re.compile(r"[\[,]\s*-\s*[,\]]")),  # a lone dash in a flow list
    ("[", re2.compile(r"[\[,][ \t]*(?:#[^\n]*)?\n")),  # a flow list that goes on in the next line
    ("{", re2.compile(r"[{,][ \t]*(?:#[^\n]*)?\n")),
    ('"', re.compile(r'^[^"\n]*"(?:[^"\n]*"[^"\n]*")*[^"\n]*$', re.MULTILINE)),  # a quote that stays open
    ("'", re.compile(r"^[^'\n]*'(?:[^'\n]*'[^'\n]*')*[^'\n]*$", re.MULTILINE)),
    ("|", re2.compile(r"\|[-+0-9]*[ ]*(?:#[^\n]*)?\n[ ]+\n")),  # a block text that begins with blanks
    (">", re2.compile(r">[-+0-9]*[ ]*(?:#[^\n]*)?\n[ ]+\n")),
)

PERHAPS = (  # the same in bytes, and a little more: where none of it is found, the patterns above find nothing, either
    rb"""[\]},>|+\-0-9"']#|(?m:^) *\t|[\[{,](?:\s|[\x80-\xff])*\?|[\[,](?:\s|[\x80-\xff])*-(?:\s|[\x80-\xff])*[,\]]"""
    rb"""|[\[{,][ \t]*(?:#[^\n]*)?\n|[|>][-+0-9]*[ ]*(?:#[^\n]*)?\n[ ]+\n"""
    rb"""|(?m:^)[^"\n]*"(?:[^"\n]*"[^"\n]*")*[^"\n]*(?m:$)|(?m:^)[^'\n]*'(?:[^'\n]*'[^'\n]*')*[^'\n]*(?m:$)"""
)
"""What a file has that might touch one of those corners, for a glance at its bytes."""

_BLOCK_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*#")

_QUESTION = re.compile(r"([^\s\[{,:-][ \t]*)(\?[? \t]*)")  # behind other words: a key never begins there
_STAND_IN = "\ue03f"


def without_questions(text: str) -> str | None:
    """The text with a letter of the same width in place of question marks inside words; `None` where there are none."""
    if "?" not in text or _STAND_IN in text:
        return None
    spared = _QUESTION.sub(lambda match: match[1] + match[2].replace("?", _STAND_IN), text)
    return None if spared == text else spared


def with_questions(value: Any) -> Any:
    """What was read of such a text, with its question marks."""
    if isinstance(value, str):
        return value.replace(_STAND_IN, "?")
    if isinstance(value, dict):
        return {with_questions(key): with_questions(item) for key, item in value.items()}
    return tuple(with_questions(item) for item in value) if isinstance(value, tuple) else value


def stray(file: str, text: str, first_line: int) -> Diagnostic | None:
    """The first thing in an accepted file that the specification refuses; `None` for nearly every file."""
    if not any(mark in text and pattern.search(text) for mark, pattern in _SUSPECT):
        return None
    return _Careful(file, text, first_line).walk()


class _Careful:
    """One slow walk over the events of a file that libyaml accepted."""

    def __init__(self, file: str, text: str, first_line: int) -> None:
        self.file = file
        self.text = text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0, *accumulate(len(line) for line in self.lines)]
        self.first_line = first_line
        self.inside: list[tuple[int, int]] = []  # index ranges of scalars: a `#` there is text
        self.block_lines: set[int] = set()

    def walk(self) -> Diagnostic | None:
        parser = CParser(self.text.encode())
        indents: list[int] = [-1]  # of the block collections around, innermost last
        flow: list[Any] = []
        while (event := parser.get_event()) is not None:
            problem = None
            match event:
                case ScalarEvent():
                    problem = self._scalar(event, indents[-1], bool(flow))
                case MappingStartEvent() | SequenceStartEvent() if event.flow_style or flow:
                    problem = self._indented(event.start_mark, indents[-1]) if flow else None
                    flow.append(event)
                case MappingStartEvent() | SequenceStartEvent():
                    indents.append(event.start_mark.column)
                case MappingEndEvent() | SequenceEndEvent() if flow:
                    problem = self._closing(flow.pop().start_mark, event.end_mark, indents[-1])
                case MappingEndEvent() | SequenceEndEvent():
                    indents.pop()
            if problem is not None:
                return problem
        return self._comments() or self._tabs()

    def _scalar(self, event: Any, indent: int, in_flow: bool) -> Diagnostic | None:
        start, end = event.start_mark, event.end_mark
        if event.style in ("|", ">"):
            self.block_lines |= set(range(start.line + 1, end.line + 1))
            return self._block(event)
        self.inside.append((start.index, end.index))
        if event.implicit[0]:
            return self._plain(event, in_flow)
        if start.line == end.line:
            return None
        for line in range(start.line + 1, end.line + 1):
            words = self.lines[line]
            if words.strip() and len(words) - len(words.lstrip(" ")) <= indent:
                return self._found("a quoted text goes on in a line that is not indented", line, 0, "indent the line")
        return None

    def _plain(self, event: Any, in_flow: bool) -> Diagnostic | None:
        start = event.start_mark
        if event.value == "-":
            return self._found("a lone dash is not a value", start.line, start.column, 'quote it: "-"')
        before = self.text[start.index - 1 : start.index]
        if in_flow and before == "?":
            return self._found("a question mark begins a key", start.line, start.column - 1, "quote the text")
        return None

    def _block(self, event: Any) -> Diagnostic | None:
        start = event.start_mark
        if _BLOCK_HEADER_COMMENT.match(self.text, start.index):
            return self._found("a comment needs a space before it", start.line, start.column, "put a space before #")
        blanks = 0
        for line in range(start.line + 1, len(self.lines)):
            words = self.lines[line].rstrip("\r\n")
            if words.strip(" "):
                if blanks > len(words) - len(words.lstrip(" ")):
                    message = "a block text begins with a blank line that is indented deeper than its words"
                    return self._found(message, line - 1, 0, "delete the blanks in the empty line")
                return None
            blanks = max(blanks, len(words))
        return None

    def _indented(self, mark: Any, indent: int) -> Diagnostic | None:
        return self._low(mark) if self._begins_line(mark) and mark.column <= indent else None

    def _closing(self, opening: Any, end: Any, indent: int) -> Diagnostic | None:
        """The last line of a flow collection that spans lines, too, is indented deeper than the block around it."""
        words = self.lines[end.line] if end.line < len(self.lines) else ""
        blanks = len(words) - len(words.lstrip(" "))
        return self._low(end) if opening.line != end.line and indent >= 0 and blanks <= indent else None

    def _begins_line(self, mark: Any) -> bool:
        return not self.lines[mark.line][: mark.column].strip()

    def _low(self, mark: Any) -> Diagnostic:
        return self._found("a list or map goes on in a line that is not indented", mark.line, 0, "indent the line")

    def _comments(self) -> Diagnostic | None:
        spans = iter(sorted(self.inside))
        start, end = next(spans, (len(self.text), len(self.text)))
        for match in re.finditer(r"""(?<=[\]}"',])#""", self.text):
            while end <= match.start():
                start, end = next(spans, (len(self.text) + 1, len(self.text) + 1))
            line = bisect_right(self.starts, match.start()) - 1
            if match.start() < start and line not in self.block_lines and not self._in_comment(match.start()):
                column = match.start() - self.starts[line]
                return self._found("a comment needs a space before it", line, column, "put a space before #")
        return None

    def _in_comment(self, index: int) -> bool:
        line_start = self.text.rfind("\n", 0, index) + 1
        return re.search(r"(^|\s)#", self.text[line_start:index]) is not None

    def _tabs(self) -> Diagnostic | None:
        for line, words in enumerate(self.lines):
            blanks = words[: len(words) - len(words.lstrip(" \t"))]
            if "\t" in blanks and words.strip() and line not in self.block_lines:
                return self._found(
                    "a tab is used where spaces are needed", line, blanks.index("\t"), "indent with spaces"
                )
        return None

    def _found(self, message: str, line: int, column: int, hint: str) -> Diagnostic:
        place = Span(self.file, line + 1 + self.first_line, column + 1, line + 1 + self.first_line, column + 2)
        return found(STRAY, message, place, hint=hint)
