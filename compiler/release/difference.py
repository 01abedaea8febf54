"""Which blobs a root needs that other roots do not have.

The trees are walked side by side: a bin or shard that both have is passed over with everything below it, so the work
follows the change and not the size.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

from pydantic import BaseModel

from compiler.release.stored import MissingBlobError, StoredBlobs
from schemas.bundle import Bin, Blob, Root, Shard
from schemas.release import BrandPlaces, Places

M = TypeVar("M", bound=BaseModel)

Watch: TypeAlias = Callable[[int, int], None]
"""Told how many bins of how many have been looked at."""


def new_blobs(new: StoredBlobs, root: str, old: StoredBlobs, roots: Iterable[str], watch: Watch) -> Iterator[Blob]:
    """Every blob below `root` that none of the older `roots` has, each once, in an order that is always the same.

    What cannot be read of an older root counts as not there. `MissingBlobError` when it cannot be read of `root`.
    """
    before = [each for each in (_read(old, digest, Root) for digest in roots) if each is not None]
    told: set[bytes] = set()

    def once(blobs: Iterable[Blob], known: set[str]) -> Iterator[Blob]:
        for blob in blobs:
            key = bytes.fromhex(blob.digest.removeprefix("sha256:"))
            if blob.digest not in known and key not in told:
                told.add(key)
                yield blob

    top = new.model(root, Root)
    known = {name for each in before for name in each.environments.values()}
    yield from once((_sized(new, name) for _, name in sorted(top.environments.items())), known)
    changed = [(name, bin_) for name, bin_ in sorted(top.bins.items()) if bin_ not in _bins(before, name)]
    for count, (name, bin_) in enumerate(changed):
        watch(count, len(changed))
        earlier = [each for each in (_read(old, digest, Bin) for digest in _bins(before, name)) if each is not None]
        for brand, shard in sorted(new.model(bin_, Bin).brands.items()):
            theirs = {each.brands[brand] for each in earlier if brand in each.brands}
            if shard not in theirs:
                contents = new.model(shard, Shard)
                yield from once(_contents(contents), _known(old, theirs))
                yield from once((_sized(new, shard),), set())
        yield from once((_sized(new, bin_),), set())
    watch(len(changed), len(changed))
    if all(root != each for each in roots):
        yield from once((_sized(new, root),), set())


def new_places(new: StoredBlobs, places: str, old: StoredBlobs, earlier: str | None) -> Iterator[Blob]:
    """The same for the places where things were written, which lie beside the tree."""
    before = _read(old, earlier, Places) if earlier else None
    known = set(before.brands.values()) if before else set()
    for _, name in sorted(new.model(places, Places).brands.items()):
        if name not in known:
            new.model(name, BrandPlaces)
            yield _sized(new, name)
    if places != earlier:
        yield _sized(new, places)


def _bins(roots: Iterable[Root], name: str) -> list[str]:
    return [each.bins[name] for each in roots if name in each.bins]


def _contents(shard: Shard) -> Iterator[Blob]:
    for _, blob in sorted(shard.entries.items()):
        yield blob
    yield from sorted(shard.blobs, key=lambda blob: blob.digest)


def _known(old: StoredBlobs, shards: Iterable[str]) -> set[str]:
    found = (_read(old, each, Shard) for each in shards)
    return {blob.digest for shard in found if shard is not None for blob in _contents(shard)}


def _sized(blobs: StoredBlobs, name: str) -> Blob:
    return Blob(digest=name, size=len(blobs.read(name)))


def _read(blobs: StoredBlobs, name: str, kind: type[M]) -> M | None:
    try:
        return blobs.model(name, kind)
    except MissingBlobError:
        return None
