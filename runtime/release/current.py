"""The current snapshot of a process, and the watch that replaces it when the pointer moves."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from runtime.release.activate import Snapshot, activate
from runtime.release.memory import recall
from runtime.release.offers import offers_of
from runtime.release.source import BundleError
from runtime.settings import Settings

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 30.0  # seconds between attempts at a refused release that does not change


@dataclass(frozen=True, slots=True)
class Refused:
    """A release that is not served, and why."""

    code: str
    reason: str
    since: float


class Current:
    """Holds one reference; readers take it once per request.

    `snapshot` is `None` only while this machine has no release at all that it may serve.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._offers = offers_of(settings, clock)
        self._clock = clock
        self._stop = threading.Event()
        self._refreshing = threading.Lock()
        self._trace: tuple[int, ...] = ()
        self._pause = 0.0
        self._retry_at = 0.0
        self.snapshot: Snapshot | None = None
        self.refused: Refused | None = None
        self.refresh()
        if self.snapshot is None:
            self._fall_back()

    def refresh(self) -> None:
        """Activate the bundle the pointer names, unless it is the one being served or it must not be."""
        with self._refreshing:
            self._trace = self._offers.trace()
            before = self.snapshot
            try:
                offer = self._offers.look()
                self._follow(offer.root)
                if offer.refused is not None:
                    raise offer.refused
            except BundleError as error:
                self._refuse(error.code, str(error))
            except Exception as error:
                log.exception("activation failed")
                self._refuse("FD809", f"the release could not be opened: {type(error).__name__}: {error}")
            else:
                self.refused, self._pause = None, 0.0
                if self.snapshot is not before and self.snapshot is not None:
                    log.info("activated", root=self.snapshot.release.root_digest)

    def _follow(self, root: str) -> None:
        """Serve a root; what is being served already is kept unless time has passed its pages by."""
        snapshot, now = self.snapshot, self._clock()
        if snapshot is None or snapshot.release.root_digest != root or snapshot.expires <= now:
            self.snapshot = activate(self._settings, root, previous=snapshot, now=now)

    def _refuse(self, code: str, reason: str) -> None:
        if self.refused is None or (self.refused.code, self.refused.reason) != (code, reason):
            log.error("refused", code=code, reason=reason)
            self.refused = Refused(code, reason, self._clock())
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or self._settings.poll_seconds)
        self._retry_at = self._clock() + self._pause

    def _fall_back(self) -> None:
        """Start with the last release that was good here and still is."""
        for served in recall(self._settings.state):
            if not self._offers.may_serve(served.root):
                continue
            try:
                self.snapshot = activate(self._settings, served.root, now=self._clock())
            except Exception as error:
                log.warning("last good release refused", root=served.root, reason=str(error))
            else:
                log.warning("serving the last good release", root=served.root)
                return

    def poll(self) -> None:
        """Refresh if anything gives reason to: a moved pointer, pages out of date, or time to try a refusal again."""
        now = self._clock()
        moved = self._offers.trace() != self._trace
        again = self.refused is not None and now >= self._retry_at
        late = self.snapshot is not None and self.snapshot.expires <= now and now >= self._retry_at
        if moved or again or late:
            self.refresh()

    def watch(self, seconds: float) -> None:
        """Poll in the background until the process ends. News is asked for beside it: an address may be slow."""
        for name, do in (("release-watch", self.poll), ("release-ask", self._offers.ask)):
            threading.Thread(target=self._again, args=(do, seconds), name=name, daemon=True).start()

    def _again(self, do: Callable[[], None], seconds: float) -> None:
        while not self._stop.wait(seconds):
            try:
                do()
            except Exception:
                log.exception("watching for releases failed")

    def stop(self) -> None:
        """End the watch."""
        self._stop.set()
