"""What a text is indexed by, and how a query is taken apart: the same tokens on both sides.

Scripts written without spaces between words, and Korean, whose endings cling to its words, become overlapping pairs of
letters (`비밀번호` is `비밀 밀번 번호 호`); everything else becomes whole words. A run's last letter also stands alone,
so that every letter begins a token and one letter can be searched for by prefix. Nothing here knows an index.
"""

import operator
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

TOKEN_LENGTH = 60
QUERY_LENGTH = 200  # characters; what is longer is cut
QUERY_TERMS = 12

# Kana, Han, Hangul with its old letters, and the scripts of South-East Asia that put no spaces between words.
_PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs and accents are not letters to Python's \w and would cut words of many scripts apart.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff"
_LETTER = f"[^\\W_{_PAIRED}]"
_RUN = re.compile(f"([{_PAIRED}]+)|({_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*)")
# Most texts of the West need neither pairs nor marks, and this is several times faster for them.
_PLAIN = re.compile(r"[^\W_]+")
_SPECIAL = re.compile(f"[{_PAIRED}{_MARKS}]")


def fold(text: str) -> str:
    """Text with every difference removed that a searcher does not mean: width, ligatures, case."""
    return unicodedata.normalize("NFKC", text).casefold()


def analyse(text: str) -> tuple[list[str], list[str]]:
    """The tokens of a text, in its order, and its folded words as people see them: runs without spaces."""
    folded = fold(text)
    if not _SPECIAL.search(folded):
        words = [word[:TOKEN_LENGTH] for word in _PLAIN.findall(folded)]
        return words, words
    tokens: list[str] = []
    words = []
    for run, word in _RUN.findall(folded):
        if run:
            tokens += _pairs(run)
            words.append(run)
        else:
            tokens.append(word[:TOKEN_LENGTH])
            words.append(word)
    return tokens, words


@lru_cache(maxsize=4096)
def _pairs(run: str) -> tuple[str, ...]:
    """The pairs of a run and its last letter alone; the same words come again and again in a text."""
    return (*map(operator.add, run, run[1:]), run[-1])


def spelt(words: Iterable[str]) -> str:
    """Each word once, spaces between, as spelling is compared: see `letters`."""
    return letters(" ".join(dict.fromkeys(words)))


def letters(word: str) -> str:
    """Words with Korean syllables as their letters, so that one wrong vowel is one letter's difference."""
    return unicodedata.normalize("NFD", word)


@dataclass(frozen=True, slots=True)
class Term:
    """One run of a query: the tokens that must follow each other, the last perhaps only begun."""

    text: str
    tokens: tuple[str, ...]
    is_begun: bool
    """Whether the last token may go on: the word somebody is still typing, or a single letter."""
    is_paired: bool


def terms(query: str) -> tuple[Term, ...]:
    """The terms of a query; empty where it holds nothing that could be found. No query is an error."""
    typed = query[:QUERY_LENGTH].encode("utf-8", "ignore").decode()  # half a surrogate pair is no letter
    found = _RUN.findall(fold(typed))[:QUERY_TERMS]
    last = len(found) - 1
    made: list[Term] = []
    for index, (run, word) in enumerate(found):
        if run:
            pairs = tuple(run[at : at + 2] for at in range(len(run) - 1)) or (run,)
            made.append(Term(run, pairs, len(run) == 1, True))
        else:
            made.append(Term(word, (word[:TOKEN_LENGTH],), index == last, False))
    return tuple(made)
