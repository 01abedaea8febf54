"""The word of an address: which release it says is the present one, verified by The Update Framework (python-tuf).

One function hears it, whether the address is far away or a folder of this machine that keeps what was heard before.
Blobs are not fetched here, and what has been heard is not yet accepted (`runtime.release.signed`).
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final
from urllib.parse import unquote

from pydantic import ValidationError
from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadHTTPError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, TargetFile
from tuf.ngclient import FetcherInterface, Updater

from runtime.release.address import Address, MissingError, read
from runtime.release.source import POINTER_LIMIT, BundleError
from schemas.release import METADATA, POINTER, RELEASE_TARGET, TARGETS, ReleaseRecord

RECORD_LIMIT: Final = 4_000_000  # bytes
TIMESTAMP: Final = f"{METADATA}/timestamp.json"
TIMESTAMP_LIMIT: Final = 16_384
_FILE_LIMIT: Final = 1_000_000_000
_CODES: Final = (
    (UnsignedMetadataError, "FD813", "is not signed by enough of the keys that are trusted"),
    (ExpiredMetadataError, "FD814", "has expired"),
    (BadVersionNumberError, "FD815", "is of another version than it has to be"),
    (LengthOrHashMismatchError, "FD816", "is not what was signed for"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """What an address says, with everything that proves it."""

    record: ReleaseRecord
    files: Mapping[str, bytes]
    """Metadata and record exactly as received, by path: a folder with these is an address that says the same."""
    fresh_until: float
    """Seconds since 1970."""
    version: int
    """Of the timestamp; one more whenever anything is signed anew."""


class Fetcher(FetcherInterface):
    """Hands python-tuf the files of an address."""

    def __init__(self, address: Address, known: Mapping[str, bytes] | None = None) -> None:
        self._address = address
        self._timestamp = (known or {}).get(TIMESTAMP)
        self.missing = ""
        """The last file that was not there."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self._chunks(url, _FILE_LIMIT)

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """A file of at most so many bytes; the address itself stops there."""
        with tempfile.SpooledTemporaryFile(max_size=RECORD_LIMIT) as file:
            for chunk in self._chunks(url, max_length):
                file.write(chunk)
            file.seek(0)
            yield file

    def _chunks(self, url: str, limit: int) -> Iterator[bytes]:
        path = unquote(url)
        if path == TIMESTAMP and self._timestamp is not None:
            yield self._timestamp
            return
        try:
            yield from self._address.chunks(path, limit)
        except MissingError as error:
            self.missing = path
            raise DownloadHTTPError(str(error), 404) from error


def hear(address: Address, seen: Path, trust: bytes, now: float, known: Mapping[str, bytes] | None = None) -> Word:
    """What an address says; `BundleError` when that may not be believed.

    `seen` is the folder in which python-tuf notes what it has seen, each file once it is verified: nothing older is
    believed afterwards. `trust` is the root metadata to begin with. At `now`, in seconds since 1970, nothing may have
    expired. Timestamp and record are not fetched when they are among the `known` files: the one just read, the other as
    it was accepted before.
    """
    fetcher = Fetcher(address, known)
    try:
        updater = updater_at(seen, trust, f"{METADATA}/", fetcher, now)
        updater.refresh()
        target = updater.get_targetinfo(RELEASE_TARGET)
        if target is None:
            raise BundleError("FD812", f"{address.url} has keys, and no release yet")
        path, data = _record(address, target, known or {})
        return _word(seen, trust, path, data)
    except DownloadHTTPError as error:
        raise _missing(address, fetcher.missing) from error
    except RepositoryError as error:
        raise _refusal(address, error) from error
    except OSError as error:
        raise BundleError("FD825", f"{seen} cannot be written: {error.strerror}") from error


def updater_at(seen: Path, trust: bytes | None, url: str, fetcher: FetcherInterface, now: float) -> Updater:
    """python-tuf's client, told what time it is. Without `trust` it begins with the root metadata in `seen`."""
    seen.mkdir(parents=True, exist_ok=True)
    try:
        updater = Updater(str(seen), url, fetcher=fetcher, bootstrap=trust)
    except RepositoryError as error:
        raise BundleError("FD821", f"what is to be trusted is not signed root metadata: {_short(error)}") from error
    # It reads the clock once, when it is made, and takes no other from outside; a test holds that this is what it asks.
    trusted = updater._trusted_set
    assert isinstance(trusted.reference_time, datetime)
    trusted.reference_time = datetime.fromtimestamp(now, UTC)
    return updater


def version_of(data: bytes) -> int:
    """The version that metadata says it has; `BundleError` when it is no metadata."""
    try:
        return int(Metadata.from_bytes(data).signed.version)
    except RepositoryError as error:
        raise BundleError("FD818", "this is no metadata of The Update Framework") from error


def _record(address: Address, target: TargetFile, known: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The path of the signed record and its bytes."""
    if target.length > RECORD_LIMIT or "sha256" not in target.hashes:
        raise BundleError("FD819", f"what {address.url} signs for is no record of a release")
    path = f"{TARGETS}/{target.hashes['sha256']}.{RELEASE_TARGET}"
    try:
        data = known[path] if path in known else read(address, path, target.length)
    except MissingError as error:
        raise _missing(address, path) from error
    target.verify_length_and_hashes(data)
    return path, data


def _word(seen: Path, trust: bytes, path: str, data: bytes) -> Word:
    try:
        record = ReleaseRecord.model_validate_json(data)
    except ValidationError as error:
        raise BundleError("FD819", f"{path} is signed, and this version cannot read it") from error
    files = {path: data}
    root = (seen / "root.json").read_bytes()
    for version in range(version_of(trust), version_of(root) + 1):
        files[f"{METADATA}/{version}.root.json"] = (seen / "root_history" / f"{version}.root.json").read_bytes()
    expiries = [_expires(root)]
    for role in ("timestamp", "snapshot", "targets"):
        raw = (seen / f"{role}.json").read_bytes()
        name = role if role == "timestamp" else f"{version_of(raw)}.{role}"
        files[f"{METADATA}/{name}.json"] = raw
        expiries.append(_expires(raw))
    return Word(record, files, min(expiries), version_of(files[TIMESTAMP]))


def _expires(data: bytes) -> float:
    return float(Metadata.from_bytes(data).signed.expires.timestamp())


def _missing(address: Address, path: str) -> BundleError:
    """What it means that a file of metadata is not there."""
    if path != TIMESTAMP:
        return BundleError("FD822", f"{address.url} lacks {path}: what was published is not complete")
    try:
        read(address, POINTER, POINTER_LIMIT)
    except BundleError:
        return BundleError("FD812", f"nothing is published at {address.url}")
    return BundleError("FD824", f"{address.url} holds a development bundle, which nobody has signed")


def _refusal(address: Address, error: RepositoryError) -> BundleError:
    words = _short(error)
    for kind, code, meaning in _CODES:
        if isinstance(error, kind):
            return BundleError(code, f"metadata at {address.url} {meaning}: {words}")
    return BundleError("FD818", f"metadata at {address.url} cannot be read: {words}")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
