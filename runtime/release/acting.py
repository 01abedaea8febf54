"""The releases that tickets are handled by, for a process that renders no page: opened, verified, tried on the desk.

What customers are served is `runtime.release.current`; both ask the same place what is offered, and both leave alone
what must not be served.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from runtime.release.canary import Trying
from runtime.release.contents import Release
from runtime.release.memory import recall
from runtime.release.offers import Offer, Offers, offers_of, source_of
from runtime.release.self_tests import desk_test
from runtime.release.self_tests.trial import Trial
from runtime.release.source import BundleError
from runtime.release.verify import verify
from runtime.settings import Settings

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Acting:
    """One release for the tickets of every portal, and perhaps another for those of some."""

    stable: Release
    tried: Release | None = None
    portals: frozenset[str] = frozenset()
    """Those that try it, as `<brand>/<portal>`."""

    def of(self, brand: str, portal: str) -> Release:
        """The release that a portal's tickets are handled by."""
        return self.tried if self.tried is not None and f"{brand}/{portal}" in self.portals else self.stable

    def each(self) -> Iterator[Release]:
        """Both, or the one."""
        yield self.stable
        if self.tried is not None:
            yield self.tried


class Releases:
    """What to act by now, opened again when another release is offered; one that is refused leaves the last in use."""

    def __init__(self, settings: Settings, offers: Offers | None = None) -> None:
        self._offers = offers or offers_of(settings)
        self._settings = settings
        self._source = source_of(settings)
        self._lock = threading.Lock()
        self._opened: dict[str, Release] = {}
        self._verified: frozenset[str] = frozenset()
        self._acting: Acting | None = None
        self._told = ""

    def current(self) -> Acting:
        """What to act by now; `BundleError` while there has never been anything."""
        with self._lock:
            try:
                self._acting = self._of(self._offers.look())
            except BundleError as error:
                if self._acting is None:
                    raise
                self._tell(error)
            return self._acting

    def watch(self, seconds: float, stop: threading.Event) -> None:
        """Ask for news in the background until told to stop: there may be no web process on this machine."""

        def run() -> None:
            while not stop.wait(seconds):
                try:
                    self._offers.ask()
                except Exception:
                    log.exception("asking for a release failed")

        threading.Thread(target=run, name="release-watch", daemon=True).start()

    def _of(self, offer: Offer) -> Acting:
        record = offer.record
        opened = {offer.root: self._open(offer.root)}
        stable, tried, portals = opened[offer.root], None, frozenset[str]()
        canary = record.canary if record is not None else None
        if record is not None and canary is not None and canary.root != offer.root:
            try:
                if Trying(self._settings.state, record).halted() is None:
                    tried = opened[canary.root] = self._open(canary.root)
                    portals = frozenset(canary.portals)
            except BundleError as error:
                self._tell(error)
        self._opened = opened
        return Acting(stable, tried, portals)

    def _open(self, root: str) -> Release:
        known = self._opened.get(root)
        if known is not None:
            return known
        before = next(iter(self._opened.values()), None)
        release = Release(self._source, root, self._settings.environment, previous=before)
        if not any(served.root == root for served in recall(self._settings.state).kept):
            passed = self._verified
            self._verified = verify(release, passed)
            brands = (brand.id for brand in release.brands.values() if brand.shard_digest not in passed)
            desk_test(Trial(release, {}, {}, frozenset(brands), datetime.now(UTC)))
        return release

    def _tell(self, error: BundleError) -> None:
        """Once in the log, however often it comes again."""
        if self._told != str(error):
            self._told = str(error)
            log.error("refused", code=error.code, reason=str(error))
