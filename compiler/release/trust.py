"""The root metadata of an installation: who may sign what, in a folder that is committed.

`1.root.json` is what runtimes begin to trust with; each later version is signed by the one before it and by itself.
Making versions is `ceremony`; here they are read and checked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError

from compiler.release.refusal import RefusedError

ONLINE: Final = "online"
"""What people call the one key that signs `snapshot` and `timestamp`."""
ROLES: Final = {"root": ("root",), "targets": ("targets",), ONLINE: ("snapshot", "timestamp")}
"""The roles people speak of, and those of The Update Framework behind each."""

_FILE = re.compile(r"([1-9]\d*)\.root\.json\Z")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the root metadata, and its bytes as they were signed and are published."""

    metadata: Metadata[Root]
    data: bytes

    @property
    def root(self) -> Root:
        """What it says."""
        return self.metadata.signed


@dataclass(frozen=True, slots=True)
class Trust:
    """Every version there is, oldest first; each is known to be signed by the one before."""

    folder: Path
    versions: tuple[Version, ...]

    @property
    def root(self) -> Root:
        """The present one."""
        return self.versions[-1].root

    def require_fresh(self, moment: datetime) -> None:
        """Refuse to sign below a root that clients take for expired."""
        if self.root.is_expired(moment):
            message = f"the root metadata has expired on {self.root.expires:%Y-%m-%d}"
            raise RefusedError("FD849", message, "renew it with the root keys: frontdesk keys renew")


def file_name(version: int) -> str:
    """What a version of the root metadata is called, in the folder and at an address."""
    return f"{version}.root.json"


def draft_name(version: int) -> str:
    """What it is called as long as signatures are missing."""
    return f"{version}.root.draft.json"


def read_trust(folder: Path) -> Trust:
    """The root metadata in a folder, checked; `RefusedError` when it is missing or broken."""
    files = sorted((int(found[1]), path) for path, found in _found(folder))
    if not files:
        hint = "frontdesk keys init makes one; --trust says where it is"
        raise RefusedError("FD849", f"there is no root metadata in {folder}", hint)
    versions: list[Version] = []
    for number, path in files:
        version = Version(read_root(path), path.read_bytes())
        before = versions[-1].root if versions else None
        if version.root.version != number or (before and number != before.version + 1):
            raise RefusedError("FD849", f"{path} is not the version that belongs there")
        if not is_complete(version.metadata, before):
            by = "itself" if before is None else f"{file_name(before.version)} and itself"
            raise RefusedError("FD849", f"{path} is not signed by enough keys of {by}")
        versions.append(version)
    return Trust(folder, tuple(versions))


def read_root(path: Path) -> Metadata[Root]:
    """One file of root metadata, whoever signed it."""
    try:
        metadata: Metadata[Root] = Metadata.from_bytes(path.read_bytes())
    except OSError as error:
        raise RefusedError("FD849", f"cannot read {path}: {error.strerror}") from error
    except (DeserializationError, RepositoryError) as error:
        raise RefusedError("FD849", f"{path} is no root metadata") from error
    if not isinstance(metadata.signed, Root):
        raise RefusedError("FD849", f"{path} is no root metadata")
    return metadata


def is_complete(metadata: Metadata[Root], before: Root | None) -> bool:
    """Whether enough keys have signed: those of the version before, and its own."""
    return metadata.signed.get_root_verification_result(before, metadata.signed_bytes, metadata.signatures).verified


def _found(folder: Path) -> Iterator[tuple[Path, re.Match[str]]]:
    if folder.is_dir():
        for path in folder.iterdir():
            if found := _FILE.fullmatch(path.name):
                yield path, found
