"""Blobs of signed releases that nothing needs any more, and removing them.

Needed is what an accepted release has and what was served lately. Pages and search indexes are swept where they are
built (`runtime.release.build`).
"""

from collections.abc import Iterable
from pathlib import Path

import structlog

from runtime.release.acceptance import roots_of
from runtime.release.contents import manifest
from runtime.release.fetching import blobs_of
from runtime.release.memory import recall
from runtime.release.mirror import Mirror
from runtime.release.source import BundleError
from schemas.bundle import Bin, Shard
from schemas.release import Places, ReleaseRecord

log = structlog.get_logger(__name__)


def sweep(state: Path, mirror: Mirror, records: Iterable[ReleaseRecord]) -> None:
    """Remove the blobs that no accepted release needs; call it with the fetching lock held."""
    mirror.look_again()
    keep: set[str] = set()
    try:
        for record in records:
            keep |= needed(mirror, record)
    except BundleError:
        return  # something is damaged: not the time to remove anything
    for served in recall(state).kept:
        try:
            keep |= reachable(mirror, served.root)
        except BundleError:
            continue
    log.info("swept", files=mirror.sweep(keep))


def needed(mirror: Mirror, record: ReleaseRecord) -> set[str]:
    """Every blob that a release has here; `BundleError` when it is not whole."""
    found = _places(mirror, record.places)
    for root in roots_of(record):
        found |= reachable(mirror, root)
    return found


def reachable(mirror: Mirror, root: str) -> set[str]:
    """Every blob that a root needs; `BundleError` when it is not whole."""
    top = manifest(mirror, root)
    found = {root, *top.environments.values(), *top.bins.values()}
    for bin_digest in top.bins.values():
        for shard in mirror.read(bin_digest, Bin).brands.values():
            found.add(shard)
            found.update(blobs_of((mirror.read(shard, Shard),)))
    return found


def _places(mirror: Mirror, places: str | None) -> set[str]:
    """Where things were written, as far as anybody asked."""
    if places is None or not mirror.has(places):
        return set()
    return {places, *mirror.read(places, Places).brands.values()}
