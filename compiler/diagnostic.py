"""A finding: what is wrong, where, what else explains it and what to write instead.

The record and its order live here. Rendering it for people or programs is `compiler.report`; deciding that something
is wrong belongs to the passes and to `compiler.checks`. A finding is a value: collected, never raised.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, TypeAlias

from compiler.span import Span

Severity: TypeAlias = Literal["error", "warning", "note"]

_COMPARED = 120  # characters of a misspelt word


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its code (never reused), its name (the problem, never the remedy) and its usual severity.

    Warnings and notes may be set to another level in `frontdesk.yaml`; an error only where `may_lower` says so.
    """

    code: str
    name: str
    severity: Severity = "error"
    may_lower: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Another place that explains a finding, with its own words."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Edits that would mend a finding: `safe` ones keep the meaning, `likely` ones are a guess."""

    edits: tuple[Edit, ...]
    certainty: Literal["safe", "likely"] = "likely"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `note` is the word under the carets; `hint` says what to write instead."""

    rule: Rule
    severity: Severity
    message: str
    span: Span
    note: str = ""
    labels: tuple[Label, ...] = ()
    hint: str = ""
    suggestion: Suggestion | None = None
    policy: str = ""
    """The policy that an object breaks: its level goes by this id."""

    @property
    def code(self) -> str:
        """The code of the rule, as in `FD201`."""
        return self.rule.code

    @property
    def page(self) -> str:
        """The documentation page of the rule, relative to the repository root."""
        return f"docs/diagnostics/{self.rule.code}-{self.rule.name}.md"

    @property
    def fingerprint(self) -> str:
        """Stays the same while lines above the finding come and go, so that a report can follow it."""
        text = "\0".join((self.code, self.span.file, self.message))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def found(
    rule: Rule,
    message: str,
    span: Span,
    *,
    note: str = "",
    labels: Iterable[Label] = (),
    hint: str = "",
    suggestion: Suggestion | None = None,
) -> Diagnostic:
    """A finding of `rule` at the severity the rule usually has."""
    return Diagnostic(rule, rule.severity, message, span, note, tuple(labels), hint, suggestion)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings by file, place, code; exact repeats dropped."""
    return tuple(sorted(set(diagnostics), key=lambda item: (item.span, item.code, item.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether a build must be refused."""
    return any(item.severity == "error" for item in diagnostics)


def quoted(word: str) -> str:
    """A name as findings show it; long ones are cut."""
    return f'"{word if len(word) <= 80 else word[:79] + "…"}"'


def nearest(word: str, legal: Iterable[str]) -> str | None:
    """The legal word that looks most like `word`; `None` when none is near."""
    return _nearest(word, tuple(sorted(set(legal))))


@lru_cache(maxsize=512)  # one misspelt name is often written in many places, and comparing takes time
def _nearest(word: str, legal: tuple[str, ...]) -> str | None:
    near = get_close_matches(word[:_COMPARED], legal, n=1, cutoff=0.6)
    return near[0] if near else None


def with_hint(message: str, hint: str) -> str:
    """A message for one line, with its hint where there is one."""
    return f"{message}; {hint}" if hint else message


def did_you_mean(word: str, legal: Iterable[str]) -> str:
    """A hint naming the nearest legal word, or the legal words when none is near; empty when there are none."""
    names = sorted(set(legal))
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {quoted(near)}?"
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return f"legal here: {shown}"
