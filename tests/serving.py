"""Runtimes that tests start: a port for each, and whether every process of one serves a release.

Processes are asked by what they report to their database, since answers of pages alone tell of one of them.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from socket import socket

from runtime.processes import has_died_here

PATIENCE = 90  # seconds; what takes this long on a busy machine does not happen

# Below what systems give to connections of their own accord: such a port could be taken before a server binds it.
_FIRST, _LAST = 20_000, 32_000
_ports = count(os.getpid() * 397)  # processes beside each other begin far from each other


def free_port() -> int:
    """A port of this machine that no other test was given and nobody listens at."""
    while True:
        port = _FIRST + next(_ports) % (_LAST - _FIRST)
        with socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def until_all_serve(state: Path, root: str) -> None:
    """Wait until every living process that reports to the database of a state folder serves a release."""
    until(lambda: all_serve(state, root), f"some process does not serve {root}")


def until(holds: Callable[[], object], trouble: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, trouble
        time.sleep(0.03)


def all_serve(state: Path, root: str) -> bool:
    """Whether every living process serves a release now."""
    try:
        database = f"file:{state / 'frontdesk.sqlite'}?mode=ro"
        with closing(sqlite3.connect(database, uri=True, timeout=20)) as connection:
            rows = connection.execute("SELECT id, active FROM runtimes").fetchall()
    except sqlite3.OperationalError:  # not made yet
        return False
    living = [active for name, active in rows if not has_died_here(name)]
    return bool(living) and set(living) == {root}
