"""What this machine is to serve: the root that is offered to it, who says so, and until when that is news.

A development bundle is offered by the pointer in its folder, a signed release by `runtime.release.signed`. Whoever
serves asks here and nowhere else, so that what is refused once is refused everywhere.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias

from runtime.release.source import BundleError, BundleFolder
from runtime.settings import Settings
from schemas.release import ReleaseRecord

Origin: TypeAlias = Literal["folder", "network", "store"]
"""Where an offer was read: a development folder, the release address, or what this machine kept of it."""

FOREVER: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer to the question what to serve."""

    root: str
    origin: Origin
    record: ReleaseRecord | None = None
    """What was signed with the root; `None` for a development bundle, which carries no signature."""
    fresh_until: float = FOREVER
    """Seconds since 1970 after which the word of the address is old: serving goes on, somebody has to be told."""
    refused: BundleError | None = None
    """Why what the address says at this moment is not taken; what is offered here was taken before."""
    written: str | None = None
    """Of a development bundle: the digest of its `Places`. A record has its own."""

    @property
    def places(self) -> str | None:
        """The digest of the `Places` that say in which file and line things were written."""
        return self.written if self.record is None else self.record.places

    @property
    def sequence(self) -> int | None:
        """The number of the release; a development bundle has none."""
        return None if self.record is None else self.record.sequence


class Offers(Protocol):
    """A place that offers releases to this machine."""

    def trace(self) -> tuple[int, ...]:
        """What tells a new offer from the one seen before, cheap enough to ask every second; empty without any."""

    def look(self) -> Offer:
        """The present offer, verified; `BundleError` when there is none that may be believed."""

    def ask(self) -> None:
        """Ask the address for news, if it is time and no other process of this machine does; it may take a while."""

    def may_serve(self, root: str) -> bool:
        """Whether a root that was served before may be served again while what is offered cannot be."""


class FolderOffers:
    """A development bundle: whoever can write the folder decides."""

    def __init__(self, settings: Settings) -> None:
        self._folder = BundleFolder(settings.bundle)
        self._trust = settings.trust

    def trace(self) -> tuple[int, ...]:
        """What the pointer file shows of itself."""
        return self._folder.trace()

    def look(self) -> Offer:
        """What the pointer names."""
        if self._trust is not None:
            raise BundleError(
                "FD824", f"{self._folder.folder} holds a development bundle, and keys are configured ({self._trust})"
            )
        pointer = self._folder.pointer()
        return Offer(pointer.root, "folder", written=pointer.places)

    def ask(self) -> None:
        """Nobody to ask: the folder is what it is."""

    def may_serve(self, root: str) -> bool:
        """What was served of this folder may be served again."""
        return self._trust is None


def offers_of(settings: Settings, clock: Callable[[], float] = time.time) -> Offers:
    """The place that a process's settings name."""
    if not settings.releases:
        return FolderOffers(settings)
    from runtime.release.signed import SignedOffers  # who serves a development bundle needs none of it

    return SignedOffers(settings, clock)


def source_of(settings: Settings) -> BundleFolder:
    """Where the blobs of what is offered are read."""
    if not settings.releases:
        return BundleFolder(settings.bundle)
    from runtime.release.mirror import Mirror

    return Mirror(settings.bundle)
