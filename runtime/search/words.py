"""What a text is indexed by, and how a query is taken apart: the same tokens on both sides.

Scripts written without spaces between words, and Korean, whose endings cling to its words, become overlapping pairs of
letters (`비밀번호` is `비밀 밀번 번호 호`), the last letter of a run standing alone as well: every letter begins some
token, so one letter can be searched for by prefix. Everything else is cut into words by the index's own analyser.
Nothing here knows an index.
"""

import operator
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import tantivy

QUERY_LENGTH = 200  # characters; what is longer is cut
QUERY_TERMS = 12
SPELLING_LENGTH = 60  # letters of a word whose spelling is looked at

# Kana, Han, Hangul with its old letters, and the scripts of South-East Asia that put no spaces between words.
_PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_PAIRED}]+")
_RUNS = re.compile(f"([{_PAIRED}]+)")
_RUN_OR_WORD = re.compile(f"[{_PAIRED}]+|[^\\W_{_PAIRED}]+")

ANALYSER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).build()
"""Cuts text into words wherever something stands that is neither letter nor digit."""


def fold(text: str) -> str:
    """Text with every difference removed that a searcher does not mean: width, ligatures, case."""
    return unicodedata.normalize("NFKC", text).casefold()


def prepared(text: str) -> tuple[str, list[str]]:
    """What the analyser is given of a text, and the runs in it that were taken apart into pairs."""
    folded = fold(text)
    if folded.isascii():
        return folded, []
    # What lies between runs, and the runs, in turn. Only tokens of one run need to stay beside each other.
    parts = _RUNS.split(folded)
    runs = parts[1::2]
    return (" ".join((*map(_tokens, runs), *parts[::2])), runs) if runs else (folded, runs)


@lru_cache(maxsize=8192)
def _tokens(run: str) -> str:
    """The tokens of a run with spaces between; the same words come again and again in a text."""
    return " ".join(pairs(run))


def pairs(run: str) -> tuple[str, ...]:
    """The pairs of a run and its last letter alone."""
    return (*map(operator.add, run, run[1:]), run[-1])


def spelt(words: Iterable[str]) -> str:
    """Each word once, spaces between, as spelling is compared: see `letters`."""
    return letters(" ".join(dict.fromkeys(words)))


def letters(word: str) -> str:
    """Words with Korean syllables as their letters, so that one wrong vowel is one letter's difference."""
    return unicodedata.normalize("NFD", word)


def split(text: str) -> list[str]:
    """The folded words of a text as people see them: runs without spaces or punctuation."""
    return _RUN_OR_WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class Term:
    """One word or run of a query: the tokens that must follow each other, the last perhaps only begun."""

    text: str
    tokens: tuple[str, ...]
    is_begun: bool
    """Whether the last token may go on: the word somebody is still typing, or a single letter."""
    is_paired: bool


def terms(query: str) -> tuple[Term, ...]:
    """The terms of a query; empty where it holds nothing that could be found. No query is an error."""
    typed = fold(query[:QUERY_LENGTH].encode("utf-8", "ignore").decode())  # half a surrogate pair is no letter
    found: list[tuple[str, bool]] = []
    at = 0
    for run in _RUN.finditer(typed):
        found += [(word, False) for word in ANALYSER.analyze(typed[at : run.start()])]
        found.append((run[0], True))
        at = run.end()
    found += [(word, False) for word in ANALYSER.analyze(typed[at:])]
    found = found[:QUERY_TERMS]
    return tuple(_term(word, is_paired, index == len(found) - 1) for index, (word, is_paired) in enumerate(found))


def _term(word: str, is_paired: bool, is_last: bool) -> Term:
    return paired(word) if is_paired else unpaired(word, is_begun=is_last)


def paired(run: str) -> Term:
    """A run as a term: its letters one behind the other."""
    return Term(run, pairs(run)[:-1] or (run,), len(run) == 1, True)


def unpaired(word: str, *, is_begun: bool = False) -> Term:
    """A word of a script with spaces as a term."""
    return Term(word, (word,), is_begun, False)
