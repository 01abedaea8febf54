"""Articles that may answer what a customer is about to ask: what search finds for their words, without notices."""

from typing import Final

from runtime.release.contents import PortalPlace
from runtime.release.snapshot import Snapshot
from runtime.search import Hit

LIMIT: Final = 3
_LOOKED_AT: Final = 12


def similar(snapshot: Snapshot, place: PortalPlace, language: str, text: str) -> tuple[Hit, ...]:
    """Up to three articles and FAQ documents for a customer's words; none for words that say nothing yet."""
    if len(text.strip()) < 2:
        return ()
    found = snapshot.search(place, language, text, limit=_LOOKED_AT)
    return tuple(hit for hit in found.hits if hit.kind != "notice")[:LIMIT]
