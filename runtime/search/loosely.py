"""What of a query is asked for when no document has all of it: its pieces, in looser forms, and how much each says.

A word may go on or lose its ending. A run of letters without spaces falls into the longest parts that some document
has. Rare words say more than common ones, and words of two or three letters little in any language: so no
list of such words is needed. Nothing here knows an index; it is asked through `Known`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, Protocol, TypeAlias

from runtime.search.words import Term, paired, unpaired

PIECES_LIMIT: Final = 16
RUN_LETTERS: Final = 60
"""Letters of runs that are taken apart, in a whole query."""
KNOWN_SHARE: Final = 0.2
"""How much of what a query says has to be known at all; below that, nothing is better than something."""

_LONGEST = 12
_PLAIN_FROM = 4  # letters from which a word may go on, `refund` as `refunds`
_STEM_FROM = 7  # letters from which its last two may be others, `cancelled` as `canceling`
_COMMON = log(4)  # what a word says that every fourth document has; one that fewer have says as much as can be said
_FEW_DOCUMENTS = 10
_LAST_WORDS = tuple("요다까죠")  # a Korean sentence ends with its verb, which says less than what comes before

Form: TypeAlias = tuple[Term, float]
"""One way a piece may stand in a text, and how much of the piece that is."""


class Known(Protocol):
    """What is known of the documents that may be found."""

    def count(self, some: Sequence[Term]) -> int:
        """How many have any of some terms."""

    def begins(self, run: str) -> bool:
        """Whether some run of letters in them begins so."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a query that some document has; `weight` is how much it says."""

    forms: tuple[Form, ...]
    weight: float


def pieces(sought: Sequence[Term], documents: Known, everything: int) -> tuple[Piece, ...]:
    """The pieces of a query among so many documents; empty when too little of it is known to say anything."""
    found: list[Piece] = []
    known = whole = 0.0
    letters = RUN_LETTERS
    for term in sought:
        if term.is_paired and len(term.text) > 1:
            parts = list(_parts(term.text[:letters], documents))
            letters -= min(letters, len(term.text))
            whole += (len(term.text) - sum(map(len, parts))) / 2
        else:
            parts = [term.text]
        for number, part in enumerate(parts):
            forms = _run_forms(part) if term.is_paired else _word_forms(term)
            matters = _run_matters(part, number) if term.is_paired else _word_matters(part)
            matching = documents.count([form for form, _ in forms])
            said = _said(matching, everything) * matters if matching else 0.0
            known += said
            whole += said or matters
            if matching:
                found.append(Piece(forms, _weight(matching, everything) * matters))
    return tuple(found[:PIECES_LIMIT]) if known and known >= KNOWN_SHARE * whole else ()


def telling(found: Sequence[Piece]) -> tuple[Term, ...]:
    """What is worth marking in a text: no `a` and `the` beside the words that matter."""
    most = max((piece.weight for piece in found), default=0.0)
    return tuple(form for piece in found if piece.weight >= most / 5 for form, _ in piece.forms)


def _parts(run: str, documents: Known) -> Iterator[str]:
    """The longest parts of a run that some document has, from its beginning, at least two letters each.

    Korean words begin with what they mean: what stands there only at the end of words is an ending, and says nothing.
    """
    at = 0
    while at < len(run) - 1:
        length = _known_length(run[at : at + _LONGEST], documents)
        is_part = length and (at == 0 or not "가" <= run[at] <= "힣" or documents.begins(run[at : at + length]))
        if is_part:
            yield run[at : at + length]
        at += length if is_part else 1


def _known_length(run: str, documents: Known) -> int:
    """How many of the first letters some document has, one behind the other: what holds for more, holds for fewer."""
    if not documents.count([paired(run[:2])]):
        return 0
    low, high = 2, len(run)
    while low < high:
        middle = (low + high + 1) // 2
        if documents.count([paired(run[:middle])]):
            low = middle
        else:
            high = middle - 1
    return low


def _run_forms(run: str) -> tuple[Form, ...]:
    """A part of a run, and the part without its last letter, which is often an ending."""
    return ((paired(run), 1.0), *(((paired(run[:-1]), 0.7),) if len(run) > 2 else ()))


def _word_forms(term: Term) -> tuple[Form, ...]:
    word = term.text
    forms: list[Form] = [(unpaired(word), 1.0)]
    if term.is_begun or len(word) >= _PLAIN_FROM:
        forms.append((unpaired(word, is_begun=True), 0.8))
    if len(word) >= _STEM_FROM:
        forms.append((unpaired(word[:-2], is_begun=True), 0.5))
    return tuple(forms)


def _run_matters(part: str, number: int) -> float:
    """How much a part of a run can say by its looks: what follows in a run is more often an ending."""
    if len(part) == 1:
        return 0.1
    return (1.0 if number == 0 else 0.6) * (0.4 if part.endswith(_LAST_WORDS) else 1.0)


def _word_matters(word: str) -> float:
    if any(letter.isdigit() for letter in word):
        return 1.0
    return {1: 0.1, 2: 0.2, 3: 0.4, 4: 0.7}.get(len(word), 1.0)


def _rarity(matching: int, everything: int) -> float:
    return log(1 + (everything - matching + 0.5) / (matching + 0.5))


def _weight(matching: int, everything: int) -> float:
    """What a word adds to the order of results. Below some rarity, chance alone says which of two words is rarer."""
    least = max(2, min(5, everything // 7), everything * 3 // 100)
    common = min(everything, max(matching, least))
    return max(_rarity(common, everything), 0.01) ** 2


def _said(matching: int, everything: int) -> float:
    """Between 0 and 1. Among a handful of documents it says little that a word is in all of them."""
    least = 0.6 if everything < _FEW_DOCUMENTS else 0.0
    return max(least, min(1.0, _rarity(matching, everything) / _COMMON))
