"""Findings as GitHub's workflow commands, which show them beside the lines of a pull request.

What is wrong is decided elsewhere; this and every other format show equal findings. Text and JSON are
`compiler.report`.
"""

from collections.abc import Iterable, Mapping

from compiler.diagnostic import Diagnostic, Severity
from compiler.span import whole_file

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def as_annotations(diagnostics: Iterable[Diagnostic]) -> str:
    """One line per finding; empty without findings."""
    return "".join(f"{_one(item)}\n" for item in diagnostics)


def _one(item: Diagnostic) -> str:
    """A finding with its note, its other places and its hint as the lines of one message."""
    span = item.span
    place = {"file": span.file}
    if span != whole_file(span.file):
        place |= {"line": str(span.line), "endLine": str(span.end_line)}
        if span.end_line == span.line:  # columns of a place over several lines are not heeded
            place |= {"col": str(span.column), "endColumn": str(span.end_column)}
    place["title"] = f"{item.code} {item.rule.name}"
    words = [item.message + (f" ({item.note})" if item.note else "")]
    words += [f"{label.span.shown}: {label.text}" for label in item.labels]
    words += [item.hint] if item.hint else []
    settings = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    return f"::{_COMMANDS[item.severity]} {settings}::{_data(chr(10).join(words))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
