"""Sending again what a release address has lost of its release: nothing is signed, and no release is made.

A blob in whose place other bytes lie counts as lost. What is sent lies in files, where everybody looks who finds
nothing whole in a pack.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from compiler.release.difference import Watch, new_blobs, new_places
from compiler.release.present import look
from compiler.release.publish import Wanted
from compiler.release.refusal import RefusedError
from compiler.release.signing import Desk
from compiler.release.stored import MissingBlobError, StoredBlobs
from compiler.release.upload import Uploaded, bytes_of, changed
from schemas.bundle import Blob
from schemas.release import ReleaseRecord, blob_path

_AT_A_TIME: Final = 8


def mend(desk: Desk, wanted: Wanted, watch: Watch) -> tuple[ReleaseRecord, Uploaded]:
    """Send every blob of a release that its address does not have as it was compiled; the release, and what was sent.

    Every blob is read there. FD851 where what was compiled is neither what the address releases nor its canary.
    """
    present = look(desk.address, desk.trust)
    if present is None:
        raise RefusedError("FD851", f"{desk.address.url} has no release yet")
    record = present.record
    if wanted.root not in {record.root, record.made}:
        hint = "name the commit of the release with --revision; frontdesk history shows it"
        raise RefusedError("FD851", f"{wanted.root} is not released at {desk.address.url}", hint)
    nothing = StoredBlobs(desk.address, ())
    there = StoredBlobs(desk.address, record.packs)

    def is_lost(blob: Blob) -> bool:
        try:
            return len(there.read(blob.digest)) != blob.size
        except MissingBlobError:
            return True

    try:
        places = wanted.places if wanted.places == record.places else None
        blobs = [
            *new_blobs(wanted.bundle, wanted.root, nothing, (), watch),
            *(new_places(wanted.bundle, places, nothing, None) if places is not None else ()),
        ]
    except MissingBlobError as error:
        raise changed(str(error)) from error
    with ThreadPoolExecutor(_AT_A_TIME) as several:
        lost = [blob for blob, gone in zip(blobs, several.map(is_lost, blobs), strict=True) if gone]
    for blob in lost:
        desk.address.put(blob_path(blob.digest), (bytes_of(wanted.bundle, blob),))
    return record, Uploaded(len(lost), sum(blob.size for blob in lost))
