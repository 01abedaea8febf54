"""The parse pass: bytes of one YAML file to a value whose every key and value knows its place.

One strict builder over libyaml's event stream. The dialect is ours: YAML 1.2 core scalars, one document, and none of
anchors, aliases, merge keys and tags, so that a small file stays a small value and means the same to every reader.
What keys an object may have is not decided here (`compiler.shape`).

Places cost one list append per event: the flat pre-order list of events, each of which knows its place, is matched
with the value only when somebody asks for a span (`Document.span`), which is when there is something to report.
"""

import gc
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Any, Protocol, TypeAlias

from _ruamel_yaml import (
    AliasEvent,
    CParser,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.dialect import PERHAPS, stray, with_questions, without_questions
from compiler.glance import glance
from compiler.span import Part, Path, Span, whole_file

FILE_LIMIT = 2_000_000  # bytes of one YAML file
DEPTH_LIMIT = 32  # mappings and lists inside each other
NODE_LIMIT = 200_000  # keys and values of one file
INTEGER_DIGITS = 18
SHOWN_OF_FILE = 100  # findings of one file; each costs a walk over what is read of it

TOO_LARGE = Rule("FD001", "file-too-large")
NOT_TEXT = Rule("FD002", "file-not-utf8")
SYNTAX = Rule("FD003", "yaml-syntax")
DUPLICATE_KEY = Rule("FD004", "duplicate-key")
ANCHOR = Rule("FD005", "anchor-or-alias")
TAG = Rule("FD006", "yaml-tag")
SECOND_DOCUMENT = Rule("FD007", "second-document")
TOO_DEEP = Rule("FD008", "nested-too-deep")
TOO_MANY = Rule("FD009", "too-many-values")
MERGE_CONFLICT = Rule("FD010", "merge-conflict-marker")
EMPTY = Rule("FD011", "empty-file")
KEY_NOT_TEXT = Rule("FD012", "key-not-text")
TAB = Rule("FD013", "tab-indentation")
NUMBER = Rule("FD014", "number-out-of-range")
CONTROL = Rule("FD015", "control-character")
MANY = Rule("FD108", "too-many-findings")

Value: TypeAlias = Any  # str | int | float | bool | None | tuple | dict of the same


class Mark(Protocol):
    """A place as libyaml tells it: line and column from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file. `events` holds what began each node in document order, keys included."""

    file: str
    value: Value
    events: tuple[Any, ...] = field(repr=False, default=())
    first_line: int = 0  # lines above the YAML, as in front matter
    switches: tuple[int, ...] = ()  # nodes written yes, no, on or off without quotes
    blanks: tuple[int, ...] = ()  # nodes with no value: null, ~ or nothing at all
    _inside: dict[int, Mapping[str | int, int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Where the children of a node are, for those nodes somebody asked about: a long list may have many findings."""

    def switch_words(self) -> tuple[Span, ...]:
        """Where a word stands that YAML 1.1 reads as true or false and our dialect as text."""
        return tuple(self._span_at(index) for index in self.switches)

    def blank_values(self) -> tuple[Span, ...]:
        """Where a value is missing after its colon or dash."""
        return tuple(self._span_at(index) for index in self.blanks)

    def span(self, path: Path = (), part: Part = "value") -> Span:
        """The place of a key or value; the nearest existing ancestor when the path leads nowhere."""
        index, value = 0, self.value
        key_index: int | None = None
        for step in path:
            if index not in self._inside:
                self._inside[index] = _children(value, index)
            child = self._inside[index].get(step)
            if child is None:
                break
            key_index = child - 1 if isinstance(value, dict) else None
            index, value = child, value[step]
        if part == "key" and key_index is not None:
            index = key_index
        return self._span_at(index)

    def _span_at(self, index: int) -> Span:
        if index >= len(self.events):
            return whole_file(self.file)
        start, end = self.events[index].start_mark, self.events[index].end_mark
        base = self.first_line + 1
        return Span(self.file, start.line + base, start.column + 1, end.line + base, end.column + 1)


def _children(value: Value, index: int) -> Mapping[str | int, int]:
    """The index of each child of the node at `index`, by key or place; a key's own index is one less."""
    children: dict[str | int, int] = {}
    position = index + 1
    if isinstance(value, dict):
        for key, child in value.items():
            children[key] = position + 1
            position += 1 + _size(child)
    elif isinstance(value, (tuple, list)):
        for place, child in enumerate(value):
            children[place] = position
            position += _size(child)
    return children


def _size(value: Value) -> int:
    """How many nodes a value was written with, keys counted."""
    if isinstance(value, dict):
        return 1 + len(value) + sum(_size(child) for child in value.values())
    if isinstance(value, tuple):
        return 1 + sum(_size(child) for child in value)
    return 1


class _RefusalError(Exception):
    """Stops the builder; carries the finding. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def parse(file: str, data: bytes, first_line: int = 0) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Parse one file; no document when anything in it is refused, and then at least one finding.

    `first_line` is the number of lines above `data` in the file.
    """
    is_plain = _ODD.search(data) is None
    refused = _refuse_outright(file, data, first_line) if is_plain else refuse_bytes(file, data, first_line)
    if refused is not None:
        return None, (refused,)
    if not is_plain and _BLANKS_AT_END.search(data):
        data += b"\n"  # libyaml drops the last line of a block text when only its blanks are there
    document, findings = _built(file, data, first_line, is_plain=is_plain)
    if document is None and findings[-1].rule is SYNTAX:
        again = without_questions(data.decode())
        if again is not None:
            document, findings = _built(file, again.encode(), first_line, is_plain=False)
            findings = tuple(replace(one, message=with_questions(one.message)) for one in findings)
            document = document and replace(document, value=with_questions(document.value))
    return document, findings


def _built(
    file: str, data: bytes, first_line: int, *, is_plain: bool
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    builder = _Builder(file, data, first_line)
    # Thousands of small objects and not one cycle among them: the collector would only look at them again and again.
    collected = gc.isenabled()
    gc.disable()
    try:
        value = builder.build()
    except _RefusalError as stop:
        return None, (*builder.findings, stop.diagnostic)
    finally:
        if collected:
            gc.enable()
    if builder.findings:
        return None, tuple(builder.findings)
    beyond = None if is_plain else stray(file, data.decode(), first_line)
    if beyond is not None:
        return None, (beyond,)
    return Document(file, value, tuple(builder.events), first_line, tuple(builder.switches), tuple(builder.blanks)), ()


_BLANKS_AT_END = re.compile(rb"\n[ ]+\Z")
_CONFLICT = re.compile(rb"^(<<<<<<<|>>>>>>>|=======|\|\|\|\|\|\|\|)( |$|\r)", re.MULTILINE)
_CONFLICT_START = re.compile(rb"^<<<<<<<", re.MULTILINE)
_ODD = glance(  # all that is looked for in a file's bytes, seen at once
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]|<<<<<<<|\n +\z|"
    + PERHAPS
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def too_large(file: str, size: int, limit: int) -> Diagnostic:
    """Refuses a file by its size, before it is read at all."""
    return found(
        TOO_LARGE,
        f"the file has {size:,} bytes; {limit:,} are allowed",
        whole_file(file),
        hint="split it: one object per file, long texts in files of their own",
    )


def refuse_bytes(file: str, data: bytes, first_line: int) -> Diagnostic | None:
    """What can be refused before any parser sees it; lines count on from `first_line`."""
    return _refuse_outright(file, data, first_line) or _refuse_characters(file, data, first_line)


def _refuse_outright(file: str, data: bytes, first_line: int) -> Diagnostic | None:
    if len(data) > FILE_LIMIT:
        return too_large(file, len(data), FILE_LIMIT)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 + first_line
        return found(
            NOT_TEXT,
            f"byte {error.start} is not UTF-8 text",
            Span(file, line, 1, line, 1),
            hint="save the file as UTF-8; pictures and other files belong under assets/",
        )
    if not text or text.isspace():
        return found(EMPTY, "the file is empty", whole_file(file), hint="write the object or delete the file")
    return None


def _refuse_characters(file: str, data: bytes, first_line: int) -> Diagnostic | None:
    if b"<<<<<<<" in data and _CONFLICT_START.search(data):
        match = _CONFLICT.search(data)
        line = data.count(b"\n", 0, match.start() if match else 0) + 1 + first_line
        return found(
            MERGE_CONFLICT,
            "a merge conflict was committed",
            Span(file, line, 1, line, 8),
            note="conflict marker",
            hint="keep one of the two versions and delete the marker lines",
        )
    text = data.decode()
    control = _CONTROL.search(text.removeprefix("\ufeff"))
    if control:
        before = text[: control.start()]
        line = before.count("\n") + 1 + first_line
        column = control.start() - (before.rfind("\n") + 1) + 1
        return found(
            CONTROL,
            f"control character U+{ord(control.group()):04X} in the text",
            Span(file, line, column, line, column + 1),
            hint="delete it; it cannot be seen and changes how the file reads",
        )
    return None


_KEYWORDS: dict[str, Value] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SWITCHES = frozenset(
    spelling for word in ("yes", "no", "on", "off") for spelling in (word, word.capitalize(), word.upper())
)
_PECULIAR_KEYS = frozenset({"<<", *(word for word, value in _KEYWORDS.items() if value is None), *_SWITCHES})
_KEYWORDS |= {word: word for word in _SWITCHES}  # so that the hot loop needs one look-up for all special words
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_INTEGER = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NUMBER_START = frozenset("+-.0123456789")


class _Builder:
    """Builds the value of one document from events, collecting places."""

    def __init__(self, file: str, data: bytes, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.data = data
        self.parser = CParser(data)
        self.may_be_decorated = b"&" in data or b"!" in data  # most files need not look at each value for it
        self.events: list[Any] = []
        self.findings: list[Diagnostic] = []
        self.switches: list[int] = []
        self.blanks: list[int] = []

    def span(self, start: Mark, end: Mark) -> Span:
        base = self.first_line + 1
        return Span(self.file, start.line + base, start.column + 1, end.line + base, end.column + 1)

    def refuse(self, rule: Rule, message: str, event: Any, hint: str = "", note: str = "") -> _RefusalError:
        return _RefusalError(found(rule, message, self.span(event.start_mark, event.end_mark), hint=hint, note=note))

    def next_event(self) -> Any:
        try:
            return self.parser.get_event()
        except (ValueError, UnicodeError) as error:  # libyaml on code points it will not carry
            raise _RefusalError(found(SYNTAX, f"not YAML: {error}", whole_file(self.file))) from error
        except Exception as error:
            # libyaml's own errors have no common base that the C module exports.
            raise self._syntax(error) from error

    def _syntax(self, error: Exception) -> _RefusalError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", None) or error)
        span = self.span(mark, mark) if mark is not None else whole_file(self.file)
        if "cannot start any token" in problem and mark is not None and self._letter(mark) == "\t":
            return _RefusalError(
                found(TAB, "a tab is used where spaces are needed", span, hint="indent with two spaces")
            )
        context, began = getattr(error, "context", None), getattr(error, "context_mark", None)
        labels = [Label(self.span(began, began), context)] if context and began is not None else []
        hint = "look at this line and the one above: indentation, a missing colon, quote or bracket"
        if mark is not None and "flow" in str(context) and self._letter(mark) == "?":
            hint = "inside { } and [ ] words with a question mark stand in quotes"
        return _RefusalError(found(SYNTAX, f"not YAML: {problem}", span, labels=labels, hint=hint))

    def _letter(self, mark: Mark) -> str:
        lines = self.data.decode(errors="replace").split("\n")
        return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""

    def build(self) -> Value:
        self.next_event()  # stream start
        event = self.next_event()
        if type(event) is not DocumentStartEvent:
            raise _RefusalError(
                found(EMPTY, "the file has no content", whole_file(self.file), hint="write the object or delete it")
            )
        if event.version or event.tags:
            raise self.refuse(TAG, "a %YAML or %TAG directive", event, "delete the line")
        value = self._root()
        self.next_event()  # document end
        event = self.next_event()
        if type(event) is not StreamEndEvent:
            raise self.refuse(
                SECOND_DOCUMENT,
                "a second document starts here",
                event,
                "put it into a file of its own; one object per file",
            )
        return value

    def _root(self) -> Value:
        event = self.next_event()
        if type(event) is ScalarEvent:
            self.events.append(event)
            return self._scalar(event)
        return self._collection(event)

    def _collection(self, opening: Any) -> Value:  # noqa: C901, PLR0912  one loop, no call per node: the parser's speed
        """Build everything from an opening event to its end without recursion."""
        events, get_event = self.events, self.parser.get_event
        note, peculiar, keywords, starts = events.append, _PECULIAR_KEYS, _KEYWORDS, _NUMBER_START
        may_be_decorated = self.may_be_decorated
        stack: list[tuple[Value, str | None, Any, int]] = []
        container, start = self._open(opening, 0), 0
        is_map = type(container) is dict
        key: str | None = None
        key_event: Any = None
        while True:
            try:
                event = get_event()
            except Exception as error:
                raise self._syntax(error) from error
            kind = type(event)
            if kind is ScalarEvent:
                note(event)
                if may_be_decorated and (event.anchor is not None or event.tag is not None):
                    self._refuse_decoration(event)
                value = event.value
                if is_map and key is None:
                    if value in peculiar or "\n" in value:
                        self._look_at_key(event)
                    key, key_event = intern(value), event  # the same few words in thousands of files
                    continue
                if (value[:1] in starts or value in keywords) and event.implicit[0]:
                    value = self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if is_map and key is None:
                    raise self.refuse(KEY_NOT_TEXT, "a key must be a word", event, "quote it if it is meant as text")
                stack.append((container, key, key_event, start))
                start = len(events)
                container, key, is_map = self._open(event, len(stack)), None, kind is MappingStartEvent
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if len(events) > NODE_LIMIT:
                    raise self.refuse(TOO_MANY, f"more than {NODE_LIMIT:,} values in one file", event, "split the file")
                value = container if is_map else tuple(container)
                if not stack:
                    return value
                container, key, key_event, start = stack.pop()
                is_map = key is not None  # what was opened in a map stands behind its key
            else:
                raise self._unexpected(event)
            if is_map:
                if key in container:
                    key = self._duplicate(key, key_event, container, start)
                container[key] = value
                key = None
            else:
                container.append(value)

    def _open(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is not MappingStartEvent and kind is not SequenceStartEvent:
            raise self._unexpected(event)
        if self.may_be_decorated and (event.anchor is not None or event.tag is not None):
            self._refuse_decoration(event)
        if depth >= DEPTH_LIMIT:
            raise self.refuse(TOO_DEEP, f"nested more than {DEPTH_LIMIT} levels deep", event, "flatten the structure")
        self.events.append(event)
        return {} if kind is MappingStartEvent else []

    def _unexpected(self, event: Any) -> _RefusalError:
        if type(event) is AliasEvent:
            return self.refuse(ANCHOR, "aliases are not part of the language", event, "write the value out")
        return self.refuse(SYNTAX, "not YAML: unexpected content", event)

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            raise self.refuse(ANCHOR, "anchors are not part of the language", event, "write the value out")
        raise self.refuse(TAG, "tags are not part of the language", event, "delete the tag")

    def _look_at_key(self, event: Any) -> None:
        key: str = event.value
        if event.implicit[0] and key == "<<":
            raise self.refuse(ANCHOR, "merge keys are not part of the language", event, "write the keys out")
        if (event.implicit[0] and _KEYWORDS.get(key, key) is None) or "\n" in key:
            raise self.refuse(KEY_NOT_TEXT, "a key must be a word", event, "write a name before the colon")
        if event.implicit[0] and key in _SWITCHES:
            self.switches.append(len(self.events) - 1)

    def _duplicate(self, key: str | None, event: Any, container: dict[Any, Value], start: int) -> Any:
        """Report a second `key`, pointing at the first; returns a stand-in key that keeps places in step."""
        if len(self.findings) >= SHOWN_OF_FILE:
            raise self.refuse(MANY, "more keys are written twice than are shown", event, "mend the ones above first")
        first = _children(container, start).get(key or "")
        labels = [] if first is None else [Label(self._place(first - 1), "first written here")]
        self.findings.append(
            found(
                DUPLICATE_KEY,
                f"the key {quoted(key or '')} is written twice",
                self.span(event.start_mark, event.end_mark),
                note="again here",
                labels=labels,
                hint="keep one of the two",
            )
        )
        return (key, len(container))

    def _place(self, index: int) -> Span:
        return self.span(self.events[index].start_mark, self.events[index].end_mark)

    def _scalar(self, event: Any) -> Value:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _KEYWORDS:
            if text in _SWITCHES:
                self.switches.append(len(self.events) - 1)
            elif _KEYWORDS[text] is None:
                self.blanks.append(len(self.events) - 1)
            return _KEYWORDS[text]
        if _INTEGER.match(text):
            if len(text.lstrip("+-")) > INTEGER_DIGITS:
                raise self.refuse(
                    NUMBER, "a whole number with too many digits", event, "quote it if it is meant as text"
                )
            return int(text)
        if _OTHER_INTEGER.match(text):
            return int(text, 0)
        if _FLOAT.match(text):
            return self._float(event, text)
        if text.lower() in {".inf", "-.inf", "+.inf", ".nan"}:
            raise self.refuse(
                NUMBER, f"{text} is not a number that can be used", event, "quote it if it is meant as text"
            )
        return text

    def _float(self, event: Any, text: str) -> float:
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise self.refuse(NUMBER, "a number too large to be used", event, "quote it if it is meant as text")
        return value
