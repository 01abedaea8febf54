"""How a backup lies in a file: a tar whose members are listed, with their digests, in the last but one.

The manifest comes near the end because only then is everything known: a file that was cut short has none, and is no
backup. The last member is the seal, a keyed digest of the manifest, so that whoever changed a backup on its way has to
have had the installation's secret. No name in the file is ever used as a way to somewhere.
"""

import hmac
import io
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, Literal

from pydantic import ValidationError

from runtime.access.keys import key_for
from schemas.model import Model

MANIFEST: Final = "manifest.json"
SEAL: Final = "manifest.seal"
LARGEST: Final = 512 * 1024 * 1024
"""No member is larger: whoever reads a backup holds one member at a time in memory."""

_NAME: Final = re.compile(
    r"tables/[a-z_]{1,60}/\d{6}\.jsonl|attachments/[0-9a-f]{32}|releases/(?!\.{1,2}(?:/|$))[\w.-]+(?:/(?!\.{1,2}(?:/|$))[\w.-]+)*",
    re.ASCII,
)


class BackupError(ValueError):
    """A backup cannot be taken or put back; the code has a section in docs/reference/releases.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Member(Model):
    """A file in the backup."""

    digest: str
    size: int


class ColumnShape(Model):
    """A column as it was: its name, and how its values are spelt."""

    name: str
    kind: Literal["text", "integer", "boolean", "moment", "json", "bytes"]


class TableShape(Model):
    """A table as it was."""

    columns: tuple[ColumnShape, ...]
    rows: int


class Manifest(Model):
    """What is in a backup."""

    format: Literal[1] = 1
    made_at: str
    """UTC, `2026-03-01T09:00:00Z`: the moment the database was seen at."""
    schema_version: str
    """The version of the tables."""
    database: str
    """`sqlite` or `postgresql`; it may be put back into either."""
    environment: str
    key: str
    """What the installation's secret looks like from outside: enough to recognise it, useless to guess it."""
    tables: Mapping[str, TableShape]
    missing: tuple[str, ...] = ()
    """Attachments whose bytes were gone already when this was made."""
    members: Mapping[str, Member]


def key_mark(secret: str) -> str:
    """By what a backup recognises the secret of its installation."""
    return sha256(key_for(secret, "backup mark")).hexdigest()[:32]


class Writer:
    """Writes a backup, member by member; only `close` makes it one."""

    def __init__(self, file: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT)  # noqa: SIM115  closed by close
        self.members: dict[str, Member] = {}

    def add(self, name: str, data: bytes) -> None:
        """Put a file in."""
        self.members[name] = Member(digest=f"sha256:{sha256(data).hexdigest()}", size=len(data))
        self._put(name, data)

    def close(self, manifest: Manifest, secret: str) -> str:
        """Write down what is in it; returns the manifest's digest."""
        data = manifest.model_dump_json(indent=1).encode()
        self._put(MANIFEST, data)
        self._put(SEAL, _seal(data, secret).encode())
        self._tar.close()
        return f"sha256:{sha256(data).hexdigest()}"

    def _put(self, name: str, data: bytes) -> None:
        if len(data) > LARGEST:
            raise BackupError("FD861", f"{name} has {len(data)} bytes, more than a backup takes ({LARGEST})")
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = len(data), 0o600, 0
        self._tar.addfile(entry, io.BytesIO(data))


class Verified:
    """A backup all of whose bytes are what its manifest says."""

    def __init__(self, path: Path, manifest: Manifest, digest: str) -> None:
        self._path = path
        self.manifest = manifest
        self.digest = digest

    def members(self, begin: str) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of every member whose name begins so, each looked at again: the file may have changed."""
        for name, data in _read(self._path):
            if name.startswith(begin) and name not in {MANIFEST, SEAL}:
                known = self.manifest.members.get(name)
                if known is None or known.digest != f"sha256:{sha256(data).hexdigest()}":
                    raise BackupError("FD861", f"{self._path} was changed while it was read")
                yield name, data


def verify(path: Path, secret: str | None, look: Callable[[int], None] = lambda _: None) -> Verified:
    """Read a backup from end to end and compare every digest; `BackupError` names what is wrong.

    `secret` is the installation's; without it nobody says whether the manifest itself was changed. `look` is told how
    many bytes have been read.
    """
    found: dict[str, Member] = {}
    last: dict[str, bytes] = {}
    for name, data in _read(path):
        look(len(data))
        if name in found or name in last:
            raise BackupError("FD860", f"{path} has {name} twice")
        if name in {MANIFEST, SEAL}:
            last[name] = data
        else:
            found[name] = Member(digest=f"sha256:{sha256(data).hexdigest()}", size=len(data))
    if set(last) != {MANIFEST, SEAL}:
        raise BackupError("FD860", f"{path} has no {MANIFEST} at its end: it was cut short, or is no backup")
    manifest = _manifest(path, last[MANIFEST])
    _compare_key(path, manifest, last, secret)
    for name in sorted(manifest.members.keys() | found.keys()):
        if manifest.members.get(name) != found.get(name):
            raise BackupError("FD861", f"{name} in {path} is not what was written")
    return Verified(path, manifest, f"sha256:{sha256(last[MANIFEST]).hexdigest()}")


def _manifest(path: Path, data: bytes) -> Manifest:
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise BackupError("FD860", f"the manifest of {path} cannot be read by this version of the program") from error


def _compare_key(path: Path, manifest: Manifest, last: Mapping[str, bytes], secret: str | None) -> None:
    if secret is None:
        return
    if manifest.key != key_mark(secret):
        raise BackupError(
            "FD862",
            f"{path} was made with another secret key than this installation has: ticket links in mails would stop "
            "opening, and encrypted answers could not be read. Set FRONTDESK_SECRET_KEY to the key of that time",
        )
    if not hmac.compare_digest(last[SEAL], _seal(last[MANIFEST], secret).encode()):
        raise BackupError("FD861", f"the seal of {path} does not fit: its manifest was changed")


def _seal(data: bytes, secret: str) -> str:
    return hmac.digest(key_for(secret, "backup seal"), data, "sha256").hex()


def _read(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every member of a file, in its order. Only plain files with names of ours are taken."""
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
            for entry in tar:
                known = entry.name in {MANIFEST, SEAL} or _NAME.fullmatch(entry.name)
                if not entry.isreg() or not known or entry.size > LARGEST:
                    raise BackupError("FD860", f"{path} holds {entry.name!a}, which no backup has")
                content = tar.extractfile(entry)
                data = content.read() if content else b""
                if len(data) != entry.size:
                    raise BackupError("FD860", f"{path} ends in the middle of {entry.name}: it was cut short")
                yield entry.name, data
    except (tarfile.TarError, EOFError, ValueError) as error:
        if isinstance(error, BackupError):
            raise
        raise BackupError("FD860", f"{path} is no backup: {error}") from error
