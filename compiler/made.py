"""What brands became in earlier builds: the digest of a shard and every blob below it, of brands that are remembered.

A brand is not made again while all its blobs lie where they are to go; the brand itself is made when somebody asks.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from compiler.blobs import Blobs, CountingBlobs
from compiler.bundle import BrandBundle
from compiler.cache import Cache
from compiler.emit import emit_brand
from compiler.link import Linked
from compiler.lower import Lowering
from compiler.places import put_brand_places
from compiler.remembered import Findings, Memory
from schemas.bundle import Blob

_KIND = "made"
_ROW = struct.Struct(">32sQ")  # digest, length

Held: TypeAlias = Callable[[Iterable[tuple[str, int]]], bool]
"""Whether a store has every one of some blobs, by digests and lengths."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a brand is as bytes: the digests of its shard and of its places, and every blob there is for either."""

    shard: str
    places: str
    blobs: tuple[Blob, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What came of lowering some brands: findings, which other brands each looked at (`None`: at all), bytes."""

    late: Mapping[str, Findings]
    asked: Mapping[str, frozenset[str] | None]
    bundles: Mapping[str, BrandBundle]
    emitted: Mapping[str, Bytes]


def make(linked: Linked, names: Iterable[str], blobs: Blobs | None, cache: Cache | None) -> Made:
    """Lower brands and write them; without a store only what that brings to light is kept."""
    late, asked, bundles, emitted = {}, {}, {}, {}
    lowering = Lowering(linked, cache)
    for name in sorted(names):
        lowered = lowering.brand(name, CountingBlobs() if blobs is None else blobs)
        late[name], asked[name] = lowered.findings, lowered.asked
        if blobs is not None:
            bundles[name] = lowered.bundle()
            brand, places = emit_brand(name, bundles[name], blobs), put_brand_places(linked, name, blobs, cache)
            emitted[name] = Bytes(brand.shard, places.digest, (*brand.blobs, places))
    return Made(late, asked, bundles, emitted)


def recall_made(memory: Memory, held: Held | None) -> dict[str, Bytes]:
    """Remembered brands that need not be made; none where nobody can tell what the store has."""
    found: dict[str, Bytes] = {}
    for name in memory.known if held is not None else ():
        value = memory.cache.get(_KIND, memory.names[name])
        if value is not None and held is not None and held(_rows(value[2])):
            found[name] = Bytes(_digest(value[0]), _digest(value[1]))
    return found


def _rows(packed: bytes) -> Iterator[tuple[str, int]]:
    return ((_digest(name), size) for name, size in _ROW.iter_unpack(packed))


def _digest(name: bytes) -> str:
    return f"sha256:{name.hex()}"


def keep_made(memory: Memory, kept: Mapping[str, bytes], made: Made) -> None:
    """Keep what brands became that were kept under these names."""
    for name, key in kept.items():
        emitted = made.emitted.get(name)
        if emitted is not None:
            rows = b"".join(_ROW.pack(_bytes(blob.digest), blob.size) for blob in emitted.blobs)
            memory.cache.put(_KIND, key, (_bytes(emitted.shard), _bytes(emitted.places), rows))


def _bytes(digest: str) -> bytes:
    return bytes.fromhex(digest.removeprefix("sha256:"))


class Brands(Mapping[str, BrandBundle]):
    """All brands of a repository: those that were made, and others once somebody asks for them."""

    def __init__(
        self, names: Iterable[str], made: Mapping[str, BrandBundle], make: Callable[[str], BrandBundle]
    ) -> None:
        self._names = dict.fromkeys(sorted(names))
        self._made = dict(made)
        self._make = make

    def __getitem__(self, name: str) -> BrandBundle:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
