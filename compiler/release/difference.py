"""Which blobs a root needs that other roots do not have.

The trees are walked side by side: a bin or shard that both have is passed over with everything below it, so the work
follows the change and not the size.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from compiler.release.stored import StoredBlobs
from schemas.bundle import Bin, Blob, Root, Shard
from schemas.release import BrandPlaces, Places

Watch: TypeAlias = Callable[[int, int], None]
"""Told how many bins of how many have been looked at."""


def new_blobs(new: StoredBlobs, root: str, old: StoredBlobs, roots: Iterable[str], watch: Watch) -> Iterator[Blob]:
    """Every blob below `root` that none of the older `roots` has, each once, in an order that is always the same.

    What cannot be read of an older root counts as not there. `MissingBlobError` when it cannot be read of `root`.
    """
    before = old.found(roots, Root)
    told: set[bytes] = set()

    def once(blobs: Iterable[Blob], known: Collection[str] = ()) -> Iterator[Blob]:
        for blob in blobs:
            key = bytes.fromhex(blob.digest.removeprefix("sha256:"))
            if blob.digest not in known and key not in told:
                told.add(key)
                yield blob

    top = new.model(root, Root)
    known = {name for each in before.values() for name in each.environments.values()}
    yield from once((_sized(new, name) for _, name in sorted(top.environments.items())), known)
    changed = [(name, bin_) for name, bin_ in sorted(top.bins.items()) if bin_ not in _bins(before, name)]
    for count, (name, bin_) in enumerate(changed):
        watch(count, len(changed))
        for shard, known in _changed_shards(new, bin_, old, _bins(before, name)):
            yield from once(_contents(new.model(shard, Shard)), known)
            yield from once((_sized(new, shard),))
        yield from once((_sized(new, bin_),))
    watch(len(changed), len(changed))
    if root not in before:
        yield from once((_sized(new, root),))


def _changed_shards(
    new: StoredBlobs, bin_: str, old: StoredBlobs, bins: Iterable[str]
) -> Iterator[tuple[str, set[str]]]:
    """The shards of a bin that none of its earlier states has, each with the blobs that its brand had then."""
    earlier = old.found(bins, Bin).values()
    changed = {
        shard: {each.brands[brand] for each in earlier if brand in each.brands}
        for brand, shard in sorted(new.model(bin_, Bin).brands.items())
        if all(each.brands.get(brand) != shard for each in earlier)
    }
    shards = old.found((name for names in changed.values() for name in names), Shard)
    for shard, names in changed.items():
        yield shard, {blob.digest for name in names if name in shards for blob in _contents(shards[name])}


def new_places(new: StoredBlobs, places: str, old: StoredBlobs, earlier: str | None) -> Iterator[Blob]:
    """The same for the places where things were written, which lie beside the tree."""
    before = old.found([earlier] if earlier else [], Places)
    known = {name for each in before.values() for name in each.brands.values()}
    for _, name in sorted(new.model(places, Places).brands.items()):
        if name not in known:
            new.model(name, BrandPlaces)
            yield _sized(new, name)
    if places not in before:
        yield _sized(new, places)


def _bins(roots: Mapping[str, Root], name: str) -> list[str]:
    return [each.bins[name] for each in roots.values() if name in each.bins]


def _contents(shard: Shard) -> Iterator[Blob]:
    for _, blob in sorted(shard.entries.items()):
        yield blob
    yield from sorted(shard.blobs, key=lambda blob: blob.digest)


def _sized(blobs: StoredBlobs, name: str) -> Blob:
    return Blob(digest=name, size=len(blobs.read(name)))
