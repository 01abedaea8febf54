"""What a release must be besides well signed, before it is accepted: newer than the last one, and not denied.

Signatures are judged by `runtime.release.trust`, blobs by their digests.
"""

from runtime.release.source import BundleError
from runtime.release.trust import Word
from schemas.release import ReleaseRecord


def roots_of(record: ReleaseRecord) -> tuple[str, ...]:
    """The roots that a release serves."""
    return (record.root,) if record.canary is None else (record.root, record.canary.root)


def require_news(record: ReleaseRecord, newest: Word | None, sequence: int) -> None:
    """Refuse a release that is older than the one that was accepted last."""
    if newest is not None:
        sequence = max(sequence, newest.record.sequence)
    if record.sequence < sequence:
        raise BundleError("FD815", f"release {record.sequence} is offered, and {sequence} was accepted before")
    if newest is not None and record.sequence == newest.record.sequence and record.root != newest.record.root:
        raise BundleError("FD815", f"release {sequence} is offered again, with another content")


def require_allowed(record: ReleaseRecord) -> None:
    """Refuse a release that denies itself."""
    for denied in record.denied:
        if denied.root in roots_of(record):
            raise BundleError(
                "FD820", f"release {record.sequence} offers {denied.root}, which is denied: {denied.reason}"
            )
