"""What an address holds now: its metadata verified from the root down, and the record of its release.

Read before anything is written, so that what comes next is made from what is there. Expired metadata is still believed
here: whoever publishes is about to renew it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, T, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from compiler.release.address import METADATA_LIMIT, Address
from compiler.release.refusal import RefusedError
from compiler.release.trust import Trust, Version, file_name
from schemas.canonical import digest
from schemas.release import METADATA, RELEASE_TARGET, ReleaseRecord, target_path

POINTER: Final = f"{METADATA}/timestamp.json"


@dataclass(frozen=True, slots=True)
class Present:
    """The release at an address."""

    record: ReleaseRecord
    sha256: str
    """Of the record's bytes."""
    tag: str
    """The state of `timestamp.json` that was seen: what comes next replaces this state and no other."""
    timestamp: Timestamp
    snapshot: Snapshot
    targets: Metadata[Targets]
    is_current: bool
    """Whether the present keys have signed all of it; otherwise keys have changed since."""


def look(address: Address, trust: Trust) -> Present | None:
    """The present release of an address; `None` when there is none yet, `RefusedError` when it cannot be believed."""
    found = address.tagged(POINTER, METADATA_LIMIT)
    if found is None:
        return None
    data, tag = found
    timestamp = _verified(data, trust, "timestamp", Timestamp)
    if timestamp is None:
        hint = "is this the address of this installation? --trust names the folder of its root metadata"
        raise RefusedError("FD842", f"timestamp.json at {address.url} is not signed by a key of {trust.folder}", hint)
    snapshot = _listed(address, trust, "snapshot", Snapshot, timestamp.signed.snapshot_meta)
    listed = snapshot.signed.meta.get("targets.json")
    targets = None if listed is None else _listed(address, trust, "targets", Targets, listed)
    info = targets.signed.targets.get(RELEASE_TARGET) if targets else None
    if targets is None or info is None:
        raise RefusedError("FD842", f"the metadata at {address.url} names no {RELEASE_TARGET}")
    sha256 = info.hashes.get("sha256", "")
    signed: tuple[Metadata[Any], ...] = (timestamp, snapshot, targets)
    is_current = all(_is_signed(trust.root, metadata) for metadata in signed)
    record = read_record(address, sha256)
    return Present(record, sha256, tag, timestamp.signed, snapshot.signed, targets, is_current)


def _listed(address: Address, trust: Trust, role: str, kind: type[T], meta: Any) -> Metadata[T]:
    """Metadata that other metadata names by version, length and hash."""
    name = f"{meta.version}.{role}.json"
    data = address.read(f"{METADATA}/{name}", METADATA_LIMIT)
    metadata = None if data is None else _verified(data, trust, role, kind)
    if data is None or metadata is None or metadata.signed.version != meta.version or not _matches(data, meta):
        raise RefusedError("FD842", f"{name} at {address.url} is missing, or is not what was signed")
    return metadata


def _verified(data: bytes, trust: Trust, role: str, kind: type[T]) -> Metadata[T] | None:
    """Metadata that any version of the root metadata allows: after a change of keys, the old has to be replaced."""
    try:
        metadata: Metadata[T] = Metadata.from_bytes(data)
    except (DeserializationError, RepositoryError):
        return None
    is_signed = any(_is_signed(version.root, metadata) for version in reversed(trust.versions))
    return metadata if isinstance(metadata.signed, kind) and metadata.signed.type == role and is_signed else None


def _is_signed(root: Root, metadata: Metadata[Any]) -> bool:
    result = root.get_verification_result(metadata.signed.type, metadata.signed_bytes, metadata.signatures)
    return result.verified


def _matches(data: bytes, meta: Any) -> bool:
    try:
        meta.verify_length_and_hashes(data)
    except RepositoryError:
        return False
    return True


def read_record(address: Address, sha256: str) -> ReleaseRecord:
    """The record of a release by the sha256 of its bytes."""
    data = address.read(target_path(sha256), METADATA_LIMIT)
    return _record(address, sha256, data)


def _record(address: Address, sha256: str, data: bytes | None) -> ReleaseRecord:
    if data is None or digest(data) != f"sha256:{sha256}":
        raise RefusedError("FD842", f"{target_path(sha256)} at {address.url} is missing, or is not what was signed")
    try:
        return ReleaseRecord.model_validate_json(data)
    except ValidationError as error:
        hint = "a newer frontdesk published it: use that version"
        raise RefusedError("FD842", f"this version cannot read the release at {address.url}", hint) from error


def target_of(data: bytes) -> TargetFile:
    """How targets metadata names the bytes of a record."""
    return TargetFile.from_data(RELEASE_TARGET, data, ["sha256"])


class Earlier:
    """The present release and those before it, newest first; each is named by a hash in the one after it.

    An address that began with a copy of one release (`bundle import`) has no record of those before it: there the
    chain ends. A record that is there and is not what was signed is refused.
    """

    def __init__(self, address: Address, present: Present) -> None:
        self.url = address.url
        self.gap: str | None = None
        """Once the end was reached: which record is not there, in words; `None` where the first release was."""
        self._address = address
        self._present = present

    def __iter__(self) -> Iterator[ReleaseRecord]:
        record = self._present.record
        yield record
        while (before := record.previous) is not None:
            data = self._address.read(target_path(before), METADATA_LIMIT)
            if data is None:
                self.gap = f"the record of release {record.sequence - 1} ({target_path(before)}) and earlier ones"
                return
            record = _record(self._address, before, data)
            yield record


def missing_roots(address: Address, trust: Trust) -> list[Version]:
    """The versions of the root metadata that the address does not have yet, oldest first."""
    following = f"{METADATA}/{file_name(trust.root.version + 1)}"
    if address.size(following) is not None:
        hint = "update your working copy: somebody has changed the keys"
        raise RefusedError("FD843", f"{address.url} has newer root metadata than {trust.folder}", hint)
    missing: list[Version] = []
    for version in reversed(trust.versions):
        path = f"{METADATA}/{file_name(version.root.version)}"
        data = address.read(path, METADATA_LIMIT)
        if data is not None and data != version.data:
            hint = "each installation has an address of its own"
            raise RefusedError("FD843", f"{path} at {address.url} is not the one in {trust.folder}", hint)
        if data is not None:
            break
        missing.insert(0, version)
    return missing
