"""What a worker answers from at one moment: the release for everybody, and the one that some portals try.

Immutable: a request takes it once and keeps to it. When anything changes there is a new one.
"""

from dataclasses import dataclass, field
from typing import Any

from runtime.release.acting import Acting
from runtime.release.canary import Trying
from runtime.release.contents import PortalPlace
from runtime.release.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Tried:
    """A canary that is being served."""

    snapshot: Snapshot
    portals: frozenset[str]
    """As `<brand>/<portal>`."""
    trying: Trying


@dataclass(frozen=True, slots=True)
class Serving:
    """One stable snapshot, and perhaps a canary beside it."""

    stable: Snapshot
    tried: Tried | None = None
    answers: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)
    """What the ready-page layer keeps of pages asked for before: it goes when this goes."""

    @property
    def expires(self) -> float:
        """When time alone makes a ready page wrong; never, for most."""
        return min(self.stable.expires, self.tried.snapshot.expires if self.tried is not None else float("inf"))

    def find(self, host: str, path: str) -> tuple[Snapshot, PortalPlace | None]:
        """The portal at a host and path, and the snapshot its requests are answered from.

        A portal that tries the canary is where the canary says it is; its former address leads nowhere meanwhile, as
        it would if the canary were everybody's. The desk is nobody's portal: it stays with the stable release.
        """
        tried = self.tried
        if tried is not None and not _is_of_desk(path):
            place = tried.snapshot.release.find(host, path)
            if place is not None and place.key in tried.portals:
                return tried.snapshot, place
            place = self.stable.release.find(host, path)
            return (tried.snapshot, None) if place is not None and place.key in tried.portals else (self.stable, place)
        return self.stable, self.stable.release.find(host, path)

    @property
    def acting(self) -> Acting:
        """The releases that tickets are handled by."""
        if self.tried is None:
            return Acting(self.stable.release)
        return Acting(self.stable.release, self.tried.snapshot.release, self.tried.portals)


def _is_of_desk(path: str) -> bool:
    return path == "/desk" or path.startswith("/desk/")
