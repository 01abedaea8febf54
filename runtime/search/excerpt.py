"""The piece of a text that shows why it was found, as parts: never as HTML.

A template writes each part escaped, matches within `<mark>`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from runtime.search.words import Term, fold

EXCERPT_LENGTH = 180
_LEAD = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, and whether it is what was searched for."""

    text: str
    is_match: bool = False


def highlight(text: str, sought: Sequence[Term]) -> tuple[Part, ...]:
    """A whole text with its matches marked."""
    return _parts(text, matches(text, sought), 0, len(text)) if text else ()


def excerpt(text: str, sought: Sequence[Term], length: int = EXCERPT_LENGTH) -> tuple[Part, ...]:
    """About `length` letters of a text around most of its matches; its beginning where nothing matches."""
    found = matches(text, sought)
    start = 0
    if found:
        best = max(found, key=lambda span: sum(span[0] <= other[0] < span[0] + length for other in found))
        start = _word_start(text, max(0, best[0] - _LEAD)) if best[0] > _LEAD else 0
    end = _word_end(text, min(len(text), start + length))
    parts = list(_parts(text, found, start, end))
    if start > 0:
        parts.insert(0, Part("… "))
    if end < len(text):
        parts.append(Part(" …"))
    return tuple(parts)


def matches(text: str, sought: Sequence[Term]) -> list[tuple[int, int]]:
    """Where a text holds one of the terms: starts and ends, in order, apart from each other."""
    if not sought:
        return []
    folded, places = _folded_with_places(text)
    pattern = re.compile("|".join(_pattern(term) for term in sorted(sought, key=lambda term: -len(term.text))))
    spans = [(places[match.start()], places[match.end() - 1] + 1) for match in pattern.finditer(folded) if match[0]]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pattern(term: Term) -> str:
    if term.is_paired:
        return re.escape(term.text)
    return rf"(?<![^\W_]){re.escape(term.text)}" + ("" if term.is_begun else r"(?![^\W_])")


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """A text folded letter by letter, and for each folded letter the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = letter if "\uac00" <= letter <= "\ud7a3" else fold(letter)
        folded.append(plain)
        places += [place] * len(plain)
    return "".join(folded), places


def _parts(text: str, found: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = start
    for first, last in found:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)  # noqa: PLW2901  the visible piece of the match
        if first > at:
            parts.append(Part(text[at:first]))
        parts.append(Part(text[first:last], is_match=True))
        at = last
    if at < end:
        parts.append(Part(text[at:end]))
    return tuple(parts)


def _word_start(text: str, at: int) -> int:
    """The start of the word at a place, unless it is far; never between a letter and its accent."""
    space = text.find(" ", at, at + 20)
    at = space + 1 if space >= 0 else at
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 20, at + 1)
    return space if space > 0 else at
