"""Findings for people and for programs: text with the source line, and JSON.

What is wrong is decided elsewhere; all formats show equal findings.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from compiler.diagnostic import Diagnostic
from compiler.span import Span, whole_file

Read = Callable[[str], bytes]
Lines = Callable[[str], tuple[str, ...]]

_READ_LIMIT = 2_000_000  # bytes of a file that are looked at to show a line of it
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Zl", "Zp"})
_WIDEST = 400  # characters of a line that is shown


def as_text(diagnostics: Iterable[Diagnostic], read: Read) -> str:
    """Findings with their source lines, carets by display width, and the other places."""
    lines = lru_cache(maxsize=4)(lambda file: _lines(file, read))  # findings come in the order of files
    return "".join(_one(item, lines) + "\n" for item in diagnostics)


def _one(item: Diagnostic, lines_of: Lines) -> str:
    lines = [f"{item.severity}[{item.code}] {visible(item.message)}"]
    width = max(2, len(str(max(span.line for span in (item.span, *(label.span for label in item.labels))))))
    lines += _excerpt(item.span, item.note, width, lines_of)
    for label in item.labels:
        lines += _excerpt(label.span, label.text, width, lines_of)
    lines += [f"{' ' * width}= {visible(part)}" for part in item.hint.splitlines()]
    lines.append(f"{' ' * width}= frontdesk explain {item.code}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, text: str, width: int, lines_of: Lines) -> list[str]:
    if span == whole_file(span.file):
        return [f"{' ' * width}┌─ {visible(span.file)}", *([f"{' ' * width}│ {visible(text)}"] if text else [])]
    lines = [f"{' ' * width}┌─ {visible(span.file)}:{span.line}:{span.column}"]
    source = _line(span, lines_of)
    if source is None:
        return lines + ([f"{' ' * width}│ {visible(text)}"] if text else [])
    last = span.end_column if span.end_line == span.line else len(source) + 1
    before = "".join("\t" if letter == "\t" else " " * display_width(letter) for letter in source[: span.column - 1])
    carets = "^" * max(1, sum(display_width(letter) for letter in source[span.column - 1 : last - 1]))
    pointer = f"{' ' * width}│ {before}{carets} {visible(text)}".rstrip()
    return [*lines, f"{span.line:<{width}}│ {visible(source)}", pointer]


def _lines(file: str, read: Read) -> tuple[str, ...]:
    """The lines of a file; none when it cannot be read."""
    try:
        return tuple(read(file)[:_READ_LIMIT].decode(errors="replace").split("\n"))
    except OSError:
        return ()


def _line(span: Span, lines: Lines) -> str | None:
    """The source line of a place, when there is one that can be shown."""
    source = lines(span.file)
    if not 0 < span.line <= len(source):
        return None
    line = source[span.line - 1].rstrip("\r")
    return line if len(line) <= _WIDEST else None


def display_width(letter: str) -> int:
    """How many terminal cells a letter takes."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def visible(text: str) -> str:
    """Text with letters nobody can see, or that reorder others, written as escapes."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in _UNSEEN and letter != "\t" else letter
        for letter in text
    )


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Findings as plain data."""
    return [
        {
            "code": item.code,
            "name": item.rule.name,
            "severity": item.severity,
            "message": item.message,
            "note": item.note,
            **_place(item.span),
            "labels": [{"text": label.text, **_place(label.span)} for label in item.labels],
            "hint": item.hint,
            "suggestion": None
            if item.suggestion is None
            else {
                "certainty": item.suggestion.certainty,
                "edits": [{"text": edit.text, **_place(edit.span)} for edit in item.suggestion.edits],
            },
            "policy": item.policy or None,
            "page": item.page,
            "fingerprint": item.fingerprint,
        }
        for item in diagnostics
    ]


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
