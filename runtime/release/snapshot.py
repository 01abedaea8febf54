"""A release with its ready pages and search indexes: what one request is answered from, from beginning to end."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from runtime.release.contents import PortalPlace, Release
from runtime.release.pages import PageFile, StoredPage
from runtime.search.index import NOTHING, Kind, Results, Searcher
from schemas.bundle import bin_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Immutable to requests; its files are closed when the last request that pinned it has ended."""

    release: Release
    files: Mapping[str, PageFile]
    """Ready pages by bin."""
    indexes: Mapping[str, Searcher]
    """Search indexes by bin."""
    verified: frozenset[str]
    """Shards of which every blob was read."""
    activated_at: float
    """Seconds since 1970; moves only with the root."""
    built: int = 0
    """Bins of which this process had to build files."""
    reused: int = 0
    """Bins whose files were there already."""
    seconds: float = 0.0
    """How long activation took."""

    def page(self, place: PortalPlace, path: str) -> StoredPage | None:
        """The ready page of a portal at a path below the portal's own."""
        return self.files[bin_of(place.brand.id)].find(place.key, path)

    def search(
        self,
        place: PortalPlace,
        language: str,
        query: str,
        section: Kind | None = None,
        limit: int = 20,
        offset: int = 0,
        *,
        now: float | None = None,
    ) -> Results:
        """What a portal finds in a language, now unless another moment is given."""
        index = self.indexes.get(bin_of(place.brand.id))
        moment = int(time.time() if now is None else now)
        if index is None:
            return NOTHING
        return index.search(place.key, language, query, section, limit, offset, now=moment)

    @property
    def expires(self) -> float:
        """When time alone makes a ready page of this snapshot wrong; never, for most."""
        return min((file.expires for file in self.files.values() if file.expires is not None), default=float("inf"))
