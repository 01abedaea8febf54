"""The current snapshot of a process, and the watch that replaces it when the pointer moves."""

import threading
from collections.abc import Callable

import structlog

from runtime.release.activate import Snapshot
from runtime.release.source import BundleError

log = structlog.get_logger(__name__)


class Current:
    """Holds one reference; readers take it once per request."""

    def __init__(self, open_snapshot: Callable[[], Snapshot], pointed_root: Callable[[], str]) -> None:
        self._open = open_snapshot
        self._pointed_root = pointed_root
        self._stop = threading.Event()
        self.snapshot = open_snapshot()
        self.refused: BundleError | None = None

    def refresh(self) -> None:
        """Activate the bundle the pointer names, unless it is the one being served or it must not be."""
        try:
            if self._pointed_root() != self.snapshot.release.root_digest:
                self.snapshot = self._open()
                log.info("activated", root=self.snapshot.release.root_digest)
            self.refused = None
        except BundleError as error:
            if self.refused is None or str(self.refused) != str(error):
                log.error("refused", code=error.code, reason=str(error))
            self.refused = error

    def watch(self, seconds: float) -> None:
        """Refresh in the background until the process ends."""

        def run() -> None:
            while not self._stop.wait(seconds):
                self.refresh()

        threading.Thread(target=run, name="release-watch", daemon=True).start()

    def stop(self) -> None:
        """End the watch."""
        self._stop.set()
