"""Blobs from a bundle folder to an address: few as files, many in packs.

A file that is there in its length is not sent again. Packs are cut at the same blobs whenever the same are to be sent,
and named after their index, so that what a publisher finished before it died is found and kept.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from compiler.blobs import PACK_FROM
from compiler.release.address import Address
from compiler.release.refusal import RefusedError
from compiler.release.stored import MissingBlobError, StoredBlobs
from schemas.bundle import Blob
from schemas.release import PACK_SUFFIX, PACKS, PackFile, blob_path, pack_index

PACK_BYTES: Final = 256_000_000
PACK_BLOBS: Final = 200_000
DELTA_FROM: Final = 4
"""So many blobs lie in a pack as well: who follows from the release before asks once instead of for each."""
_AT_A_TIME: Final = 8
_PIECE: Final = 5_000_000  # bytes: what object stores want at least of a piece that is not the last


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What was sent, and the packs in which blobs of the release lie."""

    blobs: int = 0
    size: int = 0
    packs: tuple[PackFile, ...] = ()
    delta: PackFile | None = None
    """The same few blobs once more in one pack."""


NOTHING: Final = Uploaded()


def upload(address: Address, bundle: StoredBlobs, blobs: Iterable[Blob]) -> Uploaded:
    """Send blobs that the address does not have; when this returns, every one is there."""
    waiting = iter(blobs)
    first = list(itertools.islice(waiting, PACK_FROM))
    if len(first) < PACK_FROM:
        return _as_files(address, bundle, first)
    done = NOTHING
    for batch in _batches(itertools.chain(first, waiting)):
        done = _together(done, _as_pack(address, bundle, batch))
    return done


def _together(one: Uploaded, two: Uploaded) -> Uploaded:
    return Uploaded(one.blobs + two.blobs, one.size + two.size, (*one.packs, *two.packs))


def _batches(blobs: Iterable[Blob]) -> Iterator[list[Blob]]:
    batch: list[Blob] = []
    size = 0
    for blob in blobs:
        batch.append(blob)
        size += blob.size
        if size >= PACK_BYTES or len(batch) >= PACK_BLOBS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _as_files(address: Address, bundle: StoredBlobs, blobs: list[Blob]) -> Uploaded:
    def send(blob: Blob) -> int:
        path = blob_path(blob.digest)
        if address.size(path) == blob.size:
            return 0
        address.put(path, (bytes_of(bundle, blob),))
        return 1

    with ThreadPoolExecutor(_AT_A_TIME) as several:
        sent = list(several.map(send, blobs))
    size = sum(blob.size for blob, was_sent in zip(blobs, sent, strict=True) if was_sent)
    delta = _as_pack(address, bundle, blobs).packs[0] if len(blobs) >= DELTA_FROM else None
    return Uploaded(sum(sent), size, delta=delta)


def _as_pack(address: Address, bundle: StoredBlobs, blobs: list[Blob]) -> Uploaded:
    offsets = itertools.accumulate((blob.size for blob in blobs), initial=0)
    index = pack_index({blob.digest: (at, blob.size) for at, blob in zip(offsets, blobs, strict=False)})
    size = sum(blob.size for blob in blobs)
    name = f"{hashlib.sha256(index).hexdigest()[:32]}{PACK_SUFFIX}"
    pack = PackFile(name=name, size=size + len(index))
    if address.size(f"{PACKS}/{name}") == pack.size:
        return Uploaded(packs=(pack,))
    parts = (bytes_of(bundle, blob) for blob in blobs)
    address.put(f"{PACKS}/{name}", _pieces(itertools.chain(parts, (index,))))
    return Uploaded(len(blobs), size, (pack,))


def _pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: a blob is small, and each piece costs a call."""
    piece = bytearray()
    for part in parts:
        piece += part
        if len(piece) >= _PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


def bytes_of(bundle: StoredBlobs, blob: Blob) -> bytes:
    """The bytes as they were compiled: the folder may have been touched since."""
    try:
        data = bundle.read(blob.digest)
    except MissingBlobError as error:
        raise changed(blob.digest) from error
    if len(data) != blob.size:
        raise changed(blob.digest)
    return data


def changed(name: str) -> RefusedError:
    """What to say of a bundle folder that is not as the compiler left it."""
    hint = "delete .frontdesk/bundle and publish again; if it comes back, see who writes there"
    return RefusedError("FD850", f"{name} in the bundle folder is not what was compiled", hint)
