"""How bundles and releases lie in a folder or at an address: blobs, packs of blobs, and what names the current root.

Pure names, the pack's layout and the models of pointer and record; reading and writing is done by `compiler.blobs`,
`compiler.emit`, `compiler.release` and `runtime.release`.

A blob is a file of its own, or one of many in a pack: the first build of a large repository would otherwise spend most
of its time creating files. A pack is its blobs one after the other, then an index of fixed-width records sorted by
digest, then how many there are; the blob's bytes and digest are the same either way.
"""

import math
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from schemas.model import Model

POINTER = "current.json"
PACKS = "packs"
PACK_SUFFIX = ".pack"

_RECORD = struct.Struct(">32sQQ")  # digest, offset, length
_FOOTER = struct.Struct(">8sQ")  # magic, number of records
_MAGIC: Final = b"fdpack01"


METADATA = "metadata"
"""Where the metadata of The Update Framework lies at an address: `timestamp.json`, and the other roles by version."""
TARGETS = "targets"
RELEASE_TARGET = "release.json"
"""The one target that is signed: a `ReleaseRecord`. It lies in `TARGETS`, its sha256 before its name."""


class Pointer(Model):
    """`current.json`: the one mutable file of a bundle folder."""

    root: str
    mode: Literal["development"] = "development"
    """Development bundles carry no signature; a runtime that has keys refuses them."""
    source: str | None = None
    """Where the bundle was built from, for people; never part of the digest."""
    places: str | None = None
    """The digest of a `Places`."""


class Provenance(Model):
    """What a release was made from and by whom, for the people who look after it; nothing is decided by it."""

    commit: str | None = None
    reference: str | None = None
    """The branch or tag, such as `refs/heads/main`."""
    change: str | None = None
    """The pull request that brought it, as the code host names it."""
    published_by: str | None = None
    published_at: str
    """UTC, `2026-03-01T09:00:00Z`."""
    checks: tuple[str, ...] = ()
    """What had passed before it was signed."""
    reviewed: str | None = None
    """The root digest that reviewers saw; publishing refuses any other."""
    note: str | None = None


class Denied(Model):
    """A root that must not be served or published again, and why."""

    root: str
    reason: str
    since: int
    """The sequence number of the release that denied it."""


class Canary(Model):
    """A root that some portals try before all others."""

    root: str
    portals: tuple[str, ...]
    """As `<brand>/<portal>`."""
    errors_per_thousand: int = 10
    """More requests than these answered with 5xx, and the canary halts."""
    requests: int = 50
    """So many requests have to be seen before errors halt it."""


class PackFile(Model):
    """A pack at the address: a faster way to many blobs, no part of what is signed for."""

    name: str
    size: int


class ReleaseRecord(Model):
    """`release.json`: what is signed. Its digest and length stand in the targets metadata."""

    format: Literal[1] = 1
    sequence: int
    """One more with every release, roll-backs included."""
    root: str
    provenance: Provenance
    denied: tuple[Denied, ...] = ()
    canary: Canary | None = None
    packs: tuple[PackFile, ...] = ()
    delta: PackFile | None = None
    """A pack of what this release has brought, all of which can be had elsewhere, too: one request instead of many."""
    places: str | None = None
    """The digest of a `Places`: in which file and line things were written. Outside of the root: no line changes it."""
    previous: str | None = None
    """The sha256 of the record before this one, as it stands in the name of its file: releases are a chain."""
    restores: int | None = None
    """The sequence number of the release that a roll-back brought back."""

    @property
    def made(self) -> str:
        """The root that `provenance` speaks of: the newer of the two while a canary runs."""
        return self.canary.root if self.canary else self.root


class Places(Model):
    """Where the places of each brand are found: brand, then the digest of a `BrandPlaces`."""

    brands: Mapping[str, str]


class BrandPlaces(Model):
    """Where the things of a brand were written: `portals/main` or `inquiry_types/billing`, then `file:line`."""

    places: Mapping[str, str]


def target_path(sha256: str) -> str:
    """Where a record lies at an address."""
    return f"{TARGETS}/{sha256}.{RELEASE_TARGET}"


def pack_path(name: str) -> str:
    """Where a pack lies, named with or without its ending."""
    return f"{PACKS}/{name.removesuffix(PACK_SUFFIX)}{PACK_SUFFIX}"


def blob_path(digest: str) -> str:
    """Where a blob that is a file of its own lies, relative to the bundle folder."""
    name = digest.removeprefix("sha256:")
    return f"blobs/{name[:2]}/{name}"


def pack_index(places: Mapping[str, tuple[int, int]]) -> bytes:
    """The end of a pack whose blobs lie at these offsets with these lengths, by digest."""
    records = sorted((bytes.fromhex(name.removeprefix("sha256:")), *place) for name, place in places.items())
    return b"".join(_RECORD.pack(*record) for record in records) + _FOOTER.pack(_MAGIC, len(records))


class PackIndex:
    """Finds blobs in a pack of `size` bytes, of which `read(offset, length)` gives any part.

    The index is read once; the blobs are not touched. `ValueError` when it is not a whole pack.
    """

    def __init__(self, read: Callable[[int, int], bytes], size: int) -> None:
        self.count, self._end = _records_of(read, size)
        self._records = _exactly(read, self._end, self.count * _RECORD.size)
        # Where the digests of each first byte begin: what is left to search is a few dozen records.
        self._first = [bisect_left(range(self.count), bytes([byte]), key=self._digest) for byte in range(256)]
        self._first.append(self.count)

    def find(self, digest: str) -> tuple[int, int] | None:
        """Offset and length of a blob; `None` when it is not in this pack."""
        wanted = bytes.fromhex(digest.removeprefix("sha256:"))
        at = bisect_left(
            range(self.count), wanted, self._first[wanted[0]], self._first[wanted[0] + 1], key=self._digest
        )
        if at == self.count or self._digest(at) != wanted:
            return None
        _, offset, length = _RECORD.unpack_from(self._records, at * _RECORD.size)
        return (offset, length) if offset + length <= self._end else None

    def blobs(self) -> Iterator[tuple[str, int, int]]:
        """Every blob that lies here whole: digest, offset, length."""
        for record in _RECORD.iter_unpack(self._records):
            name, offset, length = record
            if offset + length <= self._end:
                yield f"sha256:{name.hex()}", offset, length

    def _digest(self, at: int) -> bytes:
        start = at * _RECORD.size
        return self._records[start : start + 32]


class FarPackIndex:
    """The same for a few blobs of a pack that is far away: only the records near a digest are read.

    Digests are spread evenly, so those with one first byte lie where they are expected, give or take a few times the
    square root of how many there are.
    """

    def __init__(self, read: Callable[[int, int], bytes], size: int) -> None:
        self._read = read
        self.count, self._end = _records_of(read, size)
        self._near: dict[int, Mapping[bytes, tuple[int, int]]] = {}

    def find(self, digest: str) -> tuple[int, int] | None:
        """Offset and length of a blob; `None` when it is not in this pack."""
        wanted = bytes.fromhex(digest.removeprefix("sha256:"))
        if wanted[0] not in self._near:
            self._near[wanted[0]] = self._with_first(wanted[0])
        place = self._near[wanted[0]].get(wanted)
        return place if place and sum(place) <= self._end else None

    def _with_first(self, byte: int) -> Mapping[bytes, tuple[int, int]]:
        """The records whose digests begin with a byte."""
        slack = 4 * math.isqrt(self.count) + 8
        while True:
            start = max(0, self.count * byte // 256 - slack)
            stop = min(self.count, self.count * (byte + 1) // 256 + slack)
            length = (stop - start) * _RECORD.size
            records = list(_RECORD.iter_unpack(_exactly(self._read, self._end + start * _RECORD.size, length)))
            begins = start == 0 or records[0][0][0] < byte
            ends = stop == self.count or records[-1][0][0] > byte
            if begins and ends:
                return {name: (at, size) for name, at, size in records if name[0] == byte}
            slack *= 8


def _records_of(read: Callable[[int, int], bytes], size: int) -> tuple[int, int]:
    """How many records a pack has and where they begin."""
    if size < _FOOTER.size:
        raise ValueError("too short for a pack")
    magic, count = _FOOTER.unpack(_exactly(read, size - _FOOTER.size, _FOOTER.size))
    end = size - _FOOTER.size - count * _RECORD.size
    if magic != _MAGIC or end < 0:
        raise ValueError("not a pack")
    return count, end


def _exactly(read: Callable[[int, int], bytes], offset: int, length: int) -> bytes:
    data = read(offset, length)
    if len(data) != length:
        raise ValueError("the pack was cut short while it was read")
    return data
