"""A placeholder that became a comment: ` #` begins one in YAML, so `subject: Hello #{customer.name}` says `Hello`.

Looked for in the bytes of a file and told apart by the places of its values; what a placeholder means is
`schemas.placeholders`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, found
from compiler.parse import Document
from compiler.span import Span

SWALLOWED = Rule("FD018", "placeholder-in-comment", "warning")

_SIGN: Final = re.compile(rb"[ \t]#\{")
_COMMENT: Final = re.compile(r"[ \t]+(#\{[^\n\r]*)")


def swallowed(file: str, data: bytes, document: Document) -> Iterator[Diagnostic]:
    """Comments that begin with `#{` directly behind words without quotes. `data` is the YAML alone."""
    if b"#{" not in data or not _SIGN.search(data):  # as in nearly every file
        return
    lines = data.decode().removeprefix("\ufeff").split("\n")
    for event in document.events:
        mark = event.end_mark
        if not _is_plain(event) or mark.line >= len(lines):
            continue
        match = _COMMENT.match(lines[mark.line], mark.column)
        if match is not None:
            yield _found(file, document.first_line, event, lines[mark.line], match)


def _is_plain(event: Any) -> bool:
    """Whether something is words that stand there without quotes."""
    return getattr(event, "value", None) is not None and not getattr(event, "style", None) and bool(event.value)


def _found(file: str, above: int, event: Any, line: str, match: re.Match[str]) -> Diagnostic:
    start, number = event.start_mark, event.end_mark.line + above + 1
    span = Span(file, number, match.start(1) + 1, number, len(line.rstrip()) + 1)
    words = line[start.column :].rstrip()
    whole = Span(file, number, start.column + 1, number, len(line.rstrip()) + 1)
    fix = (
        Suggestion((Edit(whole, json.dumps(words, ensure_ascii=False)),)) if start.line == event.end_mark.line else None
    )
    return found(
        SWALLOWED,
        "a # behind a blank begins a comment: the placeholder is no part of the text",
        span,
        note="a comment",
        hint=f"quote the text: {json.dumps(words, ensure_ascii=False)}" if fix else "quote the text",
        suggestion=fix,
    )
