"""Articles that may answer what a customer is about to ask.

Search wants every word of a query; a question in whole sentences has words no article has. So each word is asked for by
itself as well, and what most words find comes first.
"""

from typing import Final

from runtime.release.contents import PortalPlace
from runtime.release.snapshot import Snapshot
from runtime.search import Hit

LIMIT: Final = 3
_WORDS: Final = 8
_SHORTEST: Final = 2


def similar(snapshot: Snapshot, place: PortalPlace, language: str, text: str) -> tuple[Hit, ...]:
    """Up to three articles and FAQ documents for a customer's words; none for words that say nothing yet."""
    found: dict[tuple[str, str], tuple[int, Hit]] = {}
    for weight, query in _queries(text):
        for hit in snapshot.search(place, language, query, limit=LIMIT * 2).hits:
            if hit.kind != "notice":
                before = found.get((hit.kind, hit.id), (0, hit))
                found[hit.kind, hit.id] = (before[0] + weight, before[1])
    best = sorted(found.values(), key=lambda item: -item[0])
    return tuple(hit for _, hit in best[:LIMIT])


def _queries(text: str) -> tuple[tuple[int, str], ...]:
    """The whole text, which counts most, and its words, longer ones before shorter ones."""
    whole = " ".join(text.split())[:200]
    words = sorted({word for word in whole.split() if len(word) >= _SHORTEST}, key=lambda word: (-len(word), word))
    if not words:
        return ()
    return ((_WORDS, whole), *((1, word) for word in words[:_WORDS] if word != whole))
