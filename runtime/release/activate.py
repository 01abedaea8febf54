"""Activation: a bundle becomes a `Snapshot` that requests are answered from.

Verify everything, build what changed, test the result, remember it; only then may a worker swap its one reference.
A bundle that fails anywhere on the way leaves no trace and the old one in place.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from runtime.release.build import BinFiles, built, file_name, locked, origin, sweep
from runtime.release.contents import Release
from runtime.release.memory import Served, recall, remember
from runtime.release.offers import offers_of, source_of
from runtime.release.self_tests import self_test
from runtime.release.self_tests.trial import Trial
from runtime.release.snapshot import Snapshot
from runtime.release.source import BundleError
from runtime.release.verify import verify
from runtime.settings import Settings

__all__ = ["BundleError", "Snapshot", "activate", "origin"]


def activate(
    settings: Settings,
    root: str | None = None,
    *,
    previous: Snapshot | None = None,
    now: float | None = None,
    canary: bool = False,
) -> Snapshot:
    """Open a root, the one that is offered unless another is given; `BundleError` when it must not be served.

    What `previous` verified and opened is used again. `now` is seconds since 1970, this moment if left out: pages that
    time has passed by are built again. A `canary` is remembered beside the releases that everybody is served.
    """
    now = time.time() if now is None else now
    began = time.perf_counter()
    wanted = root or offers_of(settings).look().root
    before = previous.release if previous is not None else None
    release = Release(source_of(settings), wanted, settings.environment, previous=before)
    verified = verify(release, previous.verified if previous else frozenset())
    bins = {name: _files(settings, release, name, previous, now) for name in release.root.bins}
    served = Served(root=release.root_digest, files=tuple(sorted(files.name for files in bins.values())))
    with locked(settings.state):
        if (
            served not in recall(settings.state).kept
        ):  # another process of this machine has tested it, or an earlier one
            self_test(_trial(release, bins, previous, now))
        sweep(settings.state, remember(settings.state, served, canary=canary).files)
    release.forget()  # what building and testing read of brands that nobody may ask for
    is_same = previous is not None and previous.release.root_digest == release.root_digest
    built_here = sum(files.is_new for files in bins.values())
    return Snapshot(
        release,
        {name: files.pages for name, files in bins.items()},
        {name: files.index for name, files in bins.items()},
        verified,
        previous.activated_at if previous and is_same else now,
        built=built_here,
        reused=len(bins) - built_here,
        seconds=time.perf_counter() - began,
    )


def _files(settings: Settings, release: Release, name: str, previous: Snapshot | None, now: float) -> BinFiles:
    """The files of a bin: those already open when nothing they depend on has changed."""
    if previous is not None and release.is_same_bin(name, previous.release):
        pages = previous.files[name]
        if pages.expires is None or pages.expires > now:
            return BinFiles(file_name(settings, release, name), pages, previous.indexes[name])
    return built(settings, release, name, now)


def _trial(release: Release, bins: Mapping[str, BinFiles], previous: Snapshot | None, now: float) -> Trial:
    """What has to be tried: every brand, but for those that are as they were in a release that passed."""
    before = previous.release.brands if previous is not None else {}
    return Trial(
        release,
        {name: files.pages for name, files in bins.items()},
        {name: files.index for name, files in bins.items()},
        frozenset(name for name, brand in release.brands.items() if before.get(name) is not brand),
        datetime.fromtimestamp(now, UTC),
    )
