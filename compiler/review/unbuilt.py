"""The page of a state that cannot be built: what was found in it, instead of a report."""

from collections.abc import Sequence
from typing import Final

from compiler.changes.unbuilt import Unbuilt
from compiler.diagnostic import Diagnostic
from compiler.review.html import document
from compiler.review.markup import many, plain, said
from compiler.span import Span

FINDINGS: Final = 500
"""Findings of a state that are shown."""


def unbuilt_page(states: Sequence[Unbuilt]) -> str:
    """The whole file."""
    top = "".join(f'<h1>{said(one.label)}</h1><p class="lead">{plain(one.sentence)}.</p>' for one in states)
    body = "".join(f"<section><h2>What was found in {said(one.label)}</h2>{_found(one)}</section>" for one in states)
    return document(states[-1].label, f'<header class="top">{top}</header><main>{body}</main>', has_script=False)


def _found(state: Unbuilt) -> str:
    items = "".join(map(_finding, state.findings[:FINDINGS]))
    left = len(state.findings) - FINDINGS
    more = f"<p>{many(left, 'more finding')}: <code>--format json</code> has all of them.</p>" if left > 0 else ""
    return f'<ul class="changes">{items}</ul>{more}'


def _finding(item: Diagnostic) -> str:
    title = f'<span class="badge {item.severity}">{item.severity} {item.code}</span> {said(item.message)}'
    others = "".join(_place(label.span, label.text) for label in item.labels)
    hint = f"<p>{said(item.hint)}</p>" if item.hint else ""
    return f'<li class="change"><h4>{title}</h4>{_place(item.span, item.note)}{others}{hint}</li>'


def _place(span: Span, words: str) -> str:
    return f'<p class="where"><code>{plain(span.shown)}</code> {said(words)}</p>'
