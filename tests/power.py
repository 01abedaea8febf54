"""Power that goes off while a release is activated: at the n-th thing the process does to its disk, for any n.

`python -m tests.power` is told folders and numbers as JSON lines and forks a process for each: it activates what the
folder's bundle offers and dies before its n-th step, as if the plug were pulled. A file that was moved into place and
never synced before loses its bytes, as a disk may have it. Answers are JSON lines: how many steps were seen, and how
the process ended.
"""

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

_STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "sqlite3.connect"})
_WRITES = os.O_WRONLY | os.O_RDWR


class Plug:
    """Counts what is done below a folder and pulls the plug before step `number`."""

    def __init__(self, folder: Path, number: int) -> None:
        self._base = str(folder)
        self._number = number
        self._synced: set[str] = set()
        self._volatile: set[str] = set()
        self._lock = threading.RLock()  # a download writes from several threads, and pulling truncates
        self.is_pulled = False
        self.steps = 0

    def watch(self) -> None:
        """From here on every step counts."""
        sync = os.fsync

        def synced(descriptor: Any) -> None:
            sync(descriptor)
            number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
            with self._lock:
                self._synced.add(str(Path(f"/proc/self/fd/{number}").readlink()))

        os.fsync = synced
        sys.addaudithook(self._happens)

    def end(self) -> None:
        """The work is done; the power may go off right behind its last step, too."""
        self._step()

    def _happens(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_step(event, arguments):
            return
        with self._lock:
            if self.is_pulled:
                return
            self._step()
            if event == "os.rename":
                self._moved(*(Path(os.fspath(each)).absolute() for each in arguments[:2]))

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self._number:
            self._pull()

    def _moved(self, source: Path, target: Path) -> None:
        if source.is_file():
            (self._synced if str(source) in self._synced else self._volatile).add(str(target))
            self._synced.discard(str(source))

    def _is_step(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open":
            path, _, flags = arguments
            return isinstance(path, str) and path.startswith(self._base) and bool(flags & _WRITES)
        if event not in _STEPS:
            return False
        path = arguments[0]
        return isinstance(path, str | os.PathLike) and os.fspath(path).removeprefix("file:").startswith(self._base)

    def _pull(self) -> None:
        self.is_pulled = True
        for path in self._volatile:
            if Path(path).is_file():
                os.truncate(path, 0)
        os._exit(137)


def activate(variables: dict[str, str]) -> None:
    """What a worker does when it starts."""
    from runtime.release.current import Current
    from runtime.settings import read_settings

    Current(read_settings(variables))


def accept(variables: dict[str, str]) -> None:
    """What a machine does that asks its release address."""
    from runtime.release.signed import SignedOffers
    from runtime.settings import read_settings

    SignedOffers(read_settings(variables)).ask()


def obey(order: dict[str, Any]) -> dict[str, int]:
    """Activate in a process of its own that dies before the step; its exit code and how many steps it came to."""
    folder = Path(order["folder"])
    count = folder / "steps"
    child = os.fork()
    if child == 0:
        plug = Plug(folder, order["step"])
        plug.watch()
        try:
            (accept if "FRONTDESK_RELEASES" in order["variables"] else activate)(order["variables"])
            plug.end()
        finally:
            plug.is_pulled = True
            count.write_text(str(plug.steps))
            os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"status": status, "steps": int(count.read_text()) if status == 0 else order["step"]}


if __name__ == "__main__":
    import structlog

    import runtime.release.current
    import runtime.release.signed
    import runtime.search.index  # noqa: F401  loaded before, so that no step is a matter of imports

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(obey(json.loads(line))) + "\n")
        sys.stdout.flush()
