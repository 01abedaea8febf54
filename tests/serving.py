"""Whether every process of a runtime serves a release: asked of what they report, since answers alone tell of one."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from runtime.processes import has_died_here

PATIENCE = 90  # seconds; what takes this long on a busy machine does not happen


def until_all_serve(state: Path, root: str) -> None:
    """Wait until every living process that reports to the database of a state folder serves a release."""
    until(lambda: _everyone_serves(state / "frontdesk.sqlite", root), f"some process does not serve {root}")


def until(holds: Callable[[], object], trouble: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, trouble
        time.sleep(0.03)


def _everyone_serves(database: Path, root: str) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as connection:
            rows = connection.execute("SELECT id, active FROM runtimes").fetchall()
    except sqlite3.OperationalError:  # not made yet
        return False
    living = [active for name, active in rows if not has_died_here(name)]
    return bool(living) and set(living) == {root}
