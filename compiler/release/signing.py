"""The metadata of a release: written in the order in which readers can bear to see it.

Whatever has a number in its name is written once and never again. A number that a publisher which died has used is
passed over, so there may be gaps and files that nothing names. `timestamp.json` comes last and is the one file that is
replaced: only if it still is as it was when this publisher looked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tuf.api.metadata import SPECIFICATION_VERSION, Metadata, MetaFile, Signed, Snapshot, Targets, Timestamp

from compiler.release.address import Address
from compiler.release.ceremony import until
from compiler.release.keyring import Keyring
from compiler.release.present import POINTER, Present, missing_roots, target_of
from compiler.release.refusal import RefusedError
from compiler.release.trust import Trust, file_name
from schemas.canonical import to_bytes
from schemas.release import METADATA, RELEASE_TARGET, ReleaseRecord, target_path

TARGETS_DAYS: Final = 365
ONLINE_DAYS: Final = 30
TARGETS_RENEWED: Final = 60
"""Days before the end of what the targets keys signed at which re-signing asks for them."""
_TRIES: Final = 1_000
_SPEC: Final = ".".join(SPECIFICATION_VERSION)


@dataclass(frozen=True, slots=True)
class Desk:
    """What signing works with: where to, below which root, with which keys, at which moment, and for how long."""

    address: Address
    trust: Trust
    keyring: Keyring
    moment: datetime
    days: int = ONLINE_DAYS
    """How long snapshot and timestamp are good for."""

    def require_keys(self, *, targets: bool) -> None:
        """Refuse, before any work is done, what could not be signed in the end."""
        self.trust.require_fresh(self.moment)
        roles = ("targets", "snapshot", "timestamp") if targets else ("snapshot", "timestamp")
        for role in roles:
            self.keyring.require(self.trust.root, role)


def sign_release(desk: Desk, present: Present | None, record: ReleaseRecord) -> datetime:
    """Make a record the release of an address; until when it is good. `RefusedError` when somebody was faster."""
    # The format is spelt out: a reader must know it before it trusts anything else.
    data = to_bytes({"format": record.format, **record.model_dump(mode="json", exclude_defaults=True)})
    info = target_of(data)
    desk.address.put(target_path(info.hashes["sha256"]), (data,))
    return _sign(desk, present, {RELEASE_TARGET: info})


def sign_again(desk: Desk, present: Present) -> datetime:
    """Renew what expires and leave the release as it is; until when it is good."""
    is_old = needs_targets(desk.trust, present, desk.moment)
    return _sign(desk, present, present.targets.signed.targets if is_old else None)


def needs_targets(trust: Trust, present: Present, moment: datetime) -> bool:
    """Whether renewing takes the targets keys: theirs have changed, or what they signed ends soon."""
    result = trust.root.get_verification_result("targets", present.targets.signed_bytes, present.targets.signatures)
    return not result.verified or present.targets.signed.is_expired(until(moment, TARGETS_RENEWED))


def _sign(desk: Desk, present: Present | None, targets: Any) -> datetime:
    """Write what changed, from the leaves to the pointer; `targets` is `None` when theirs stay as they are."""
    desk.require_keys(targets=targets is not None)
    roots = missing_roots(desk.address, desk.trust)
    if targets is not None:
        expires = until(desk.moment, TARGETS_DAYS)
        at = present.targets.signed.version if present else 0
        meta = _write(desk, "targets", at, lambda version: Targets(version, _SPEC, expires, dict(targets)))
    else:
        assert present is not None
        meta = present.snapshot.meta["targets.json"]
    expires = until(desk.moment, desk.days)
    at = present.snapshot.version if present else 0
    listed = {"targets.json": meta}
    meta = _write(desk, "snapshot", at, lambda version: Snapshot(version, _SPEC, expires, dict(listed)))
    version = (present.timestamp.version if present else 0) + 1
    pointer = desk.keyring.signed(Timestamp(version, _SPEC, expires, meta), desk.trust.root, "timestamp").to_bytes()
    for root in roots:
        # As late as can be: from here on readers take nothing that only the old keys have signed.
        desk.address.create(f"{METADATA}/{file_name(root.root.version)}", root.data)
    if not desk.address.swap(POINTER, pointer, present.tag if present else None):
        hint = "nothing of this release is served; look at frontdesk history and try again"
        raise RefusedError("FD847", f"somebody else has published to {desk.address.url} meanwhile", hint)
    return expires


def _write(desk: Desk, role: str, after: int, make: Callable[[int], Signed]) -> MetaFile:
    """Write metadata under the first number after one that nobody has used; how it is named by others."""
    for version in range(after + 1, after + _TRIES):
        metadata: Metadata[Any] = desk.keyring.signed(make(version), desk.trust.root, role)
        data = metadata.to_bytes()
        if desk.address.create(f"{METADATA}/{version}.{role}.json", data):
            return MetaFile.from_data(version, data, ["sha256"])
    raise RefusedError("FD842", f"{desk.address.url} has {_TRIES:,} versions of {role} that nothing names")
