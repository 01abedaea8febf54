"""Our values as the protocol spells them: places in UTF-16, findings, offers, fixes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lsprotocol import types

from compiler.assist.completion import Offer, Sort
from compiler.diagnostic import Diagnostic, Severity
from compiler.span import Span, whole_file

_SEVERITY: Mapping[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_ICONS: Mapping[Sort, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "name": types.CompletionItemKind.Reference,
    "placeholder": types.CompletionItemKind.Variable,
    "file": types.CompletionItemKind.File,
    "code": types.CompletionItemKind.Constant,
}

Lines = Callable[[str], list[str]]
"""The lines of a file as the editor shows them."""
Address = Callable[[str], str]
"""The address of a file."""


def units(text: str) -> int:
    """How long a text is for editors, which count in UTF-16."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def offset(text: str, position: types.Position) -> int:
    """The character of a text that a position means; the nearest one for a position outside of it."""
    lines = text.split("\n")
    line = min(max(position.line, 0), len(lines) - 1)
    start = sum(len(above) + 1 for above in lines[:line])
    column, counted = 0, 0
    for letter in lines[line]:
        if counted >= position.character:
            break
        counted += 2 if ord(letter) > 0xFFFF else 1
        column += 1
    return start + column


def place(span: Span, lines: list[str]) -> types.Range:
    """A span as a range; the first line for a finding about a whole file."""
    if span == whole_file(span.file):
        return types.Range(types.Position(0, 0), types.Position(0, units(lines[0]) if lines else 0))
    return types.Range(_position(span.line, span.column, lines), _position(span.end_line, span.end_column, lines))


def _position(line: int, column: int, lines: list[str]) -> types.Position:
    if line > len(lines):
        return types.Position(max(len(lines) - 1, 0), units(lines[-1]) if lines else 0)
    return types.Position(line - 1, units(lines[line - 1][: column - 1]))


def diagnostic(finding: Diagnostic, lines: Lines, address: Address) -> types.Diagnostic:
    """A finding with its hint, its other places and what would mend it."""
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(address(label.span.file), place(label.span, lines(label.span.file))), label.text
        )
        for label in finding.labels
    ]
    return types.Diagnostic(
        range=place(finding.span, lines(finding.span.file)),
        message=finding.message + (f"\n{finding.hint}" if finding.hint else ""),
        severity=_SEVERITY[finding.severity],
        code=finding.code,
        source="frontdesk",
        related_information=related or None,
    )


def item(offer: Offer, position: types.Position, line: str) -> types.CompletionItem:
    """An offer that replaces what was typed of it."""
    typed = line[: _column(line, position.character)]
    start = types.Position(position.line, position.character - units(typed[len(typed) - offer.back :]))
    if offer.back > len(typed):  # words of several lines: only what stands on this one
        start = types.Position(position.line, 0)
    return types.CompletionItem(
        label=offer.label,
        kind=_ICONS[offer.sort],
        documentation=types.MarkupContent(types.MarkupKind.Markdown, offer.says) if offer.says else None,
        text_edit=types.TextEdit(types.Range(start, position), offer.text),
        filter_text=line[_column(line, start.character) : _column(line, position.character)] + offer.text
        if offer.sort == "placeholder"
        else None,
    )


def _column(line: str, character: int) -> int:
    return offset(line, types.Position(0, character))


def actions(finding: Diagnostic, given: types.Diagnostic, lines: Lines, address: Address) -> Iterator[types.CodeAction]:
    """What would mend a finding."""
    if finding.suggestion is None:
        return
    edits: dict[str, list[Any]] = {}
    for edit in finding.suggestion.edits:
        change = types.TextEdit(place(edit.span, lines(edit.span.file)), edit.text)
        edits.setdefault(address(edit.span.file), []).append(change)
    yield types.CodeAction(
        title=finding.hint or f"Mend {finding.code}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[given],
        edit=types.WorkspaceEdit(changes=edits),
        is_preferred=finding.suggestion.certainty == "safe",
    )
