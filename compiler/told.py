"""Findings as plain data and back: what a cache can keep of them. Which are kept is decided elsewhere."""

from collections.abc import Iterable

from compiler.allowances import Allowance
from compiler.cache import Plain
from compiler.catalogue import by_code
from compiler.diagnostic import Diagnostic, Edit, Label, Suggestion
from compiler.span import Span

RULES = by_code()


def told(findings: Iterable[Diagnostic]) -> Plain:
    """Findings as plain data."""
    return tuple(map(_told, findings))


def findings_of(value: Plain) -> tuple[Diagnostic, ...]:
    """The findings that plain data tells of."""
    return tuple(map(_finding, value))


def told_comments(comments: Iterable[Allowance]) -> Plain:
    """Comments that silence warnings, as plain data."""
    return tuple((item.code, _place(item.span), item.has_reason) for item in comments)


def comments_of(value: Plain) -> tuple[Allowance, ...]:
    """The comments that plain data tells of."""
    return tuple(Allowance(code, Span(*span), has_reason) for code, span, has_reason in value)


def _place(span: Span) -> Plain:
    return (span.file, span.line, span.column, span.end_line, span.end_column)


def _told(item: Diagnostic) -> Plain:
    mend = item.suggestion
    edits = None if mend is None else (tuple((_place(edit.span), edit.text) for edit in mend.edits), mend.certainty)
    labels = tuple((_place(label.span), label.text) for label in item.labels)
    return (item.code, item.severity, item.message, _place(item.span), item.note, labels, item.hint, edits, item.policy)


def _finding(value: Plain) -> Diagnostic:
    code, severity, message, span, note, labels, hint, edits, policy = value
    mend = None
    if edits is not None:
        mend = Suggestion(tuple(Edit(Span(*place), text) for place, text in edits[0]), edits[1])
    said = tuple(Label(Span(*place), text) for place, text in labels)
    return Diagnostic(RULES[code], severity, message, Span(*span), note, said, hint, mend, policy)
