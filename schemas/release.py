"""How a bundle lies in a folder: names of blobs, packs of blobs, and the pointer that says which root is current.

Pure names, the pack's layout and the pointer's model; reading and writing is done by `compiler.blobs`, `compiler.emit`
and `runtime.release`.

A blob is a file of its own, or one of many in a pack: the first build of a large repository would otherwise spend most
of its time creating files. A pack is its blobs one after the other, then an index of fixed-width records sorted by
digest, then how many there are; the blob's bytes and digest are the same either way.
"""

import struct
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Final, Literal

from schemas.model import Model

POINTER = "current.json"
PACKS = "packs"
PACK_SUFFIX = ".pack"

_RECORD = struct.Struct(">32sQQ")  # digest, offset, length
_FOOTER = struct.Struct(">8sQ")  # magic, number of records
_MAGIC: Final = b"fdpack01"


class Pointer(Model):
    """`current.json`: the one mutable file of a bundle folder."""

    root: str
    mode: Literal["development"] = "development"
    """Development bundles carry no signature; a runtime that has keys refuses them."""
    source: str | None = None
    """Where the bundle was built from, for people; never part of the digest."""


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
        if size < _FOOTER.size:
            raise ValueError("too short for a pack")
        footer = read(size - _FOOTER.size, _FOOTER.size)
        if len(footer) != _FOOTER.size:
            raise ValueError("the pack was cut short while it was read")
        magic, self.count = _FOOTER.unpack(footer)
        self._end = size - _FOOTER.size - self.count * _RECORD.size
        if magic != _MAGIC or self._end < 0:
            raise ValueError("not a pack")
        self._records = read(self._end, self.count * _RECORD.size)
        if len(self._records) != self.count * _RECORD.size:
            raise ValueError("the pack was cut short while it was read")
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

    def _digest(self, at: int) -> bytes:
        start = at * _RECORD.size
        return self._records[start : start + 32]
