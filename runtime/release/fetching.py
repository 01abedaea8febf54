"""Fetching what this machine lacks of a release: from the root down, without a look at what has not changed.

A bin or shard that an accepted release has under the same digest is complete here, with everything below it. Every blob
is verified before it is kept, so a download that was cut short goes on where it ended.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from runtime.release.address import Address, MissingError
from runtime.release.contents import manifest
from runtime.release.mirror import Mirror
from runtime.release.packs import Packs, Size
from runtime.release.source import BLOB_LIMIT, BundleError, require_digest
from schemas.bundle import Bin, Root, Shard
from schemas.release import PackFile, blob_path

AT_ONCE: Final = 8
"""Requests under way at a time."""
FEW: Final = 16
"""So many blobs are fetched one by one without a look into packs."""
TREE_LIMIT: Final = 64_000_000
"""Bytes of a root, bin or shard: nothing above them states their length."""
_SHARDS: Final = 500
"""Shards looked at together: a large release must not lie in memory as a whole."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Before:
    """What is complete on this machine already."""

    roots: tuple[str, ...] = ()
    packs: frozenset[str] = frozenset()


class Fetching:
    """One download."""

    def __init__(
        self, address: Address, mirror: Mirror, packs: Iterable[PackFile] = (), delta: PackFile | None = None
    ) -> None:
        self._address = address
        self._mirror = mirror
        self._delta = delta
        mirror.look_again()
        self._packs = Packs(address, mirror, packs)

    def release(self, root: str, before: Before = Before()) -> None:
        """Fetch everything below a root; `BundleError` when it cannot be had as it was compiled."""
        if not self._mirror.has(root):
            self._packs.take_new(self._delta if before.roots else None, before.packs)
        self._obtain({root: None})
        found = manifest(self._mirror, root)
        bins, shards = self._complete(before, found)
        fresh = {name: digest for name, digest in found.bins.items() if digest not in bins}
        self._obtain(dict.fromkeys((*fresh.values(), *found.environments.values())))
        wanted = (
            digest
            for name in fresh
            for digest in self._mirror.read(fresh[name], Bin).brands.values()
            if digest not in shards
        )
        for some in batches(wanted, _SHARDS):
            self._obtain(dict.fromkeys(some))
            self._obtain(blobs_of(self._mirror.read(digest, Shard) for digest in some))

    def one(self, name: str) -> None:
        """Fetch one blob again, whatever lies here in its place."""
        if self._singly({name: None}):
            self._packs.take({name: None}, _many)
            if not self._mirror.has(name):
                raise BundleError("FD822", f"{self._address.url} lacks {name}, which the release needs")

    def _complete(self, before: Before, found: Root) -> tuple[set[str], set[str]]:
        """Bins that are here with all that is below them, and shards in those that have changed."""
        bins: set[str] = set()
        shards: set[str] = set()
        for root in before.roots:
            try:
                for name, digest in manifest(self._mirror, root).bins.items():
                    bins.add(digest)
                    if found.bins.get(name) not in {None, digest}:
                        shards.update(self._mirror.read(digest, Bin).brands.values())
            except BundleError:
                continue  # it was complete, and is damaged now: what it would have spared is looked at
        return bins, shards

    def _obtain(self, wanted: Mapping[str, Size]) -> None:
        """Have these blobs here, whichever way: a few one by one, where they are no files of their own from packs."""
        missing = self._missing(wanted)
        if len(missing) <= FEW:
            missing = self._singly(missing)
        if missing:
            self._packs.take(missing, _many)
            lost = self._singly(self._missing(missing))
            if lost:
                raise BundleError("FD822", f"{self._address.url} lacks {min(lost)}, which the release needs")

    def _missing(self, wanted: Mapping[str, Size]) -> dict[str, Size]:
        for name in wanted:
            require_digest(name)
        return {name: size for name, size in wanted.items() if not self._mirror.has(name, size)}

    def _singly(self, wanted: Mapping[str, Size]) -> dict[str, Size]:
        """Fetch blobs that are files of their own; those that are not."""
        lost: dict[str, Size] = {}

        def fetch(blob: tuple[str, Size]) -> None:
            name, size = blob
            limit = min(TREE_LIMIT if size is None else size, BLOB_LIMIT)
            try:
                self._mirror.keep(name, self._address.chunks(blob_path(name), limit), size)
            except MissingError:
                lost[name] = size

        _many(fetch, wanted.items())
        return lost


def blobs_of(shards: Iterable[Shard]) -> dict[str, Size]:
    """Everything that shards list, with lengths."""
    found: dict[str, Size] = {}
    for shard in shards:
        found.update((blob.digest, blob.size) for blob in (*shard.entries.values(), *shard.blobs))
    return found


def _many(do: Callable[[T], None], things: Iterable[T]) -> None:
    """Do something with many things, a few at a time; the first that fails stops what has not begun."""
    waiting = iter(things)
    first = list(islice(waiting, 2))
    if len(first) < 2:
        for thing in first:
            do(thing)
        return
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fetch") as pool:
        for some in batches((*first, *waiting), 64 * AT_ONCE):
            running = [pool.submit(do, thing) for thing in some]
            try:
                for each in running:
                    each.result()
            except BaseException:
                for each in running:
                    each.cancel()
                raise


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """A few at a time."""
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some
