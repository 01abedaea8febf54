"""Findings for people and for programs: text with the source line, and JSON.

What is wrong is decided elsewhere; all formats show equal findings.
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from compiler.diagnostic import Diagnostic
from compiler.span import Span

Read = Callable[[str], bytes]


def as_text(diagnostics: Iterable[Diagnostic], read: Read) -> str:
    """Findings with their source lines, carets by display width, and the other places."""
    return "".join(_one(item, read) + "\n" for item in diagnostics)


def _one(item: Diagnostic, read: Read) -> str:
    lines = [f"{item.severity}[{item.code}] {item.message}"]
    width = len(str(max(span.line for span in (item.span, *(label.span for label in item.labels)))))
    lines += _excerpt(item.span, item.note, width, read)
    for label in item.labels:
        lines += _excerpt(label.span, label.text, width, read)
    if item.hint:
        lines.append(f"{' ' * width} = {item.hint}")
    lines.append(f"{' ' * width} = frontdesk explain {item.code}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, text: str, width: int, read: Read) -> list[str]:
    lines = [f"{' ' * width} ┌─ {span.file}:{span.line}:{span.column}"]
    source = _line(span, read)
    if source is None:
        return lines + ([f"{' ' * width} │ {text}"] if text else [])
    last = span.end_column if span.end_line == span.line else len(source) + 1
    before = "".join("\t" if letter == "\t" else " " * display_width(letter) for letter in source[: span.column - 1])
    carets = "^" * max(1, sum(display_width(letter) for letter in source[span.column - 1 : last - 1]))
    return [*lines, f"{span.line:>{width}} │ {visible(source)}", f"{' ' * width} │ {before}{carets} {text}".rstrip()]


def _line(span: Span, read: Read) -> str | None:
    try:
        lines = read(span.file).decode(errors="replace").splitlines()
    except OSError:
        return None
    return lines[span.line - 1] if 0 < span.line <= len(lines) and len(lines[span.line - 1]) <= 400 else None


def display_width(letter: str) -> int:
    """How many terminal cells a letter takes."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def visible(text: str) -> str:
    """Text with letters nobody can see, or that reorder others, written as escapes."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in {"Cf", "Cc"} and letter != "\t" else letter
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
