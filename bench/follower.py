"""`python -m bench.follower`: one process that follows releases as a worker does, and says what each step costs it.

It reads a line before each step (`follow`, or `visit N` to look at pages of N portals) and answers with a line of JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

from runtime.release.current import Current
from runtime.release.offers import offers_of
from runtime.settings import read_settings

PATIENCE = 1200.0  # seconds until a release must have come


def private_mb() -> float:
    """Megabytes that no other process shares."""
    rows = (line.split() for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return sum(int(row[1]) for row in rows if row[0].startswith("Private_")) / 1024


def main() -> None:
    """Follow, step by step."""
    settings = read_settings(os.environ)
    offers = offers_of(settings)
    began, started, empty = time.process_time(), time.monotonic(), private_mb()
    current = Current(settings, offers=offers)
    root = None
    for line in sys.stdin:
        word, _, number = line.partition(" ")
        if root is not None:
            began, started = time.process_time(), time.monotonic()
        if word.strip() == "visit":
            _visit(current, int(number))
        else:
            while current.snapshot is None or current.snapshot.release.root_digest == root:
                offers.ask()
                current.poll()
                if time.monotonic() - started > PATIENCE:
                    raise TimeoutError(f"no release: {current.refused}")
                if current.snapshot is None or current.snapshot.release.root_digest == root:
                    began = began if root is None else time.process_time()
                    time.sleep(0.02)
        assert current.snapshot is not None
        root = current.snapshot.release.root_digest
        told = {
            "cpu": time.process_time() - began,
            "seconds": current.snapshot.seconds,
            "built": current.snapshot.built,
            "empty_mb": empty,
            "private_mb": private_mb(),
        }
        print(json.dumps(told), flush=True)


def _visit(current: Current, number: int) -> None:
    snapshot = current.snapshot
    assert snapshot is not None
    names = sorted(snapshot.release.brands)
    for name in names[:: max(1, len(names) // number)][:number]:
        for host in {where.host for where in snapshot.release.brands[name].outline.whereabouts if where.host}:
            place = snapshot.release.find(host, "/en/")
            assert place is not None
            assert snapshot.page(place, "/en/") is not None
            assert snapshot.release.brands[name].desk is not None


if __name__ == "__main__":
    main()
