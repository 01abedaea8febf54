"""What self-tests look at: a release that is verified and built, and which of its brands are to be tried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from runtime.release.contents import PortalPlace, Release
from runtime.release.pages import PageFile
from runtime.search.index import Searcher


@dataclass(frozen=True, slots=True)
class Trial:
    """A release before it is served."""

    release: Release
    pages: Mapping[str, PageFile]
    """By bin."""
    indexes: Mapping[str, Searcher]
    """By bin."""
    brands: frozenset[str]
    """Brands that are new or have changed: the others were tried when they were."""
    now: datetime

    def open_portals(self) -> Iterator[PortalPlace]:
        """The portals of these brands that customers can visit."""
        for place in self.release.places_of(sorted(self.brands)):
            if place.portal.enabled:
                yield place
