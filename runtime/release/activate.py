"""Activation: a bundle becomes a `Snapshot` that requests are answered from.

Verify everything, build what changed, test the result, remember it; only then may a worker swap its one reference.
A bundle that fails anywhere on the way leaves no trace and the old one in place.
"""

import time

from runtime.release.build import BinFiles, built, file_name, locked, origin, sweep
from runtime.release.contents import Release
from runtime.release.memory import Served, remember
from runtime.release.offers import offers_of, source_of
from runtime.release.pages import PageFile
from runtime.release.snapshot import Snapshot
from runtime.release.source import BundleError
from runtime.release.verify import verify
from runtime.settings import Settings
from schemas.bundle import bin_of

__all__ = ["Snapshot", "activate", "origin"]


def activate(
    settings: Settings, root: str | None = None, *, previous: Snapshot | None = None, now: float | None = None
) -> Snapshot:
    """Open a root, the one that is offered unless another is given; `BundleError` when it must not be served.

    What `previous` verified and opened is used again. `now` is seconds since 1970, this moment if left out: pages that
    time has passed by are built again.
    """
    now = time.time() if now is None else now
    release = Release(source_of(settings), root or offers_of(settings).look().root, settings.environment)
    verified = verify(release, previous.verified if previous else frozenset())
    bins = {name: _files(settings, release, name, previous, now) for name in release.root.bins}
    _self_test(release, {name: files.pages for name, files in bins.items()})
    with locked(settings.state):
        names = tuple(sorted(files.name for files in bins.values()))
        kept = remember(settings.state, Served(root=release.root_digest, files=names))
        sweep(settings.state, frozenset(name for served in kept for name in served.files))
    is_same = previous is not None and previous.release.root_digest == release.root_digest
    return Snapshot(
        release,
        {name: files.pages for name, files in bins.items()},
        {name: files.index for name, files in bins.items()},
        verified,
        previous.activated_at if previous and is_same else now,
    )


def _files(settings: Settings, release: Release, name: str, previous: Snapshot | None, now: float) -> BinFiles:
    """The files of a bin: those already open when nothing they depend on has changed."""
    if (
        previous is not None
        and previous.release.root.bins.get(name) == release.root.bins[name]
        and previous.release.environment_digest == release.environment_digest
    ):
        pages = previous.files[name]
        if pages.expires is None or pages.expires > now:
            return BinFiles(file_name(settings, release, name), pages, previous.indexes[name])
    return built(settings, release, name, now)


def _self_test(release: Release, files: dict[str, PageFile]) -> None:
    """Every open portal must have a home page in each of its languages."""
    for place in release.places:
        if not place.portal.enabled:
            continue
        for language in place.portal.languages:
            if not files[bin_of(place.brand.id)].size(place.key, f"/{language}/"):
                raise BundleError("FD810", f"the portal {place.key} came out without a home page in {language!r}")
