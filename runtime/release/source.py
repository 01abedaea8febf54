"""Blobs of a bundle, verified as they are read.

A blob whose bytes do not match its name is never handed on. Where bundles come from other than a folder is added here.
"""

import os
import re
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from schemas.bundle import Blob
from schemas.canonical import digest
from schemas.release import PACK_SUFFIX, PACKS, POINTER, PackIndex, Pointer, blob_path

M = TypeVar("M", bound=BaseModel)

POINTER_LIMIT = 65_536  # bytes
BLOB_LIMIT = 256_000_000  # bytes of a blob whose length nothing above it states
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")


class BundleError(Exception):
    """A bundle that must not be served; `code` is stable, the message is fit for an operator.

    `brand` and `thing`, such as `portals/main`, say what of it is wrong, where that is known: `runtime.release.written`
    finds the file and line.
    """

    def __init__(self, code: str, message: str, *, brand: str = "", thing: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.brand = brand
        self.thing = thing


def require_digest(name: str) -> None:
    """Refuse what is no digest before it becomes part of a path."""
    if not _DIGEST.match(name):
        raise BundleError("FD804", f"{name[:80]!r} is not a digest")


class Pack:
    """Many blobs in one file. Read by position, never mapped: a file cut short under us gives fewer bytes, which the
    digest refuses, where a mapping would kill the process.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self.index = PackIndex(self._at, os.fstat(self._file.fileno()).st_size)

    def read(self, name: str) -> bytes | None:
        """The bytes of a digest as they lie here, not verified; `None` when they do not."""
        place = self.index.find(name)
        return None if place is None else self._at(*place)

    def _at(self, offset: int, length: int) -> bytes:
        return os.pread(self._file.fileno(), length, offset)


class BundleFolder:
    """A bundle in a folder, as `frontdesk build` leaves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._base = str(folder)
        self._packs: dict[str, Pack] = {}

    def pointer(self) -> Pointer:
        """Which root is current; `BundleError` when there is none or it is unreadable."""
        try:
            with (self.folder / POINTER).open("rb") as file:
                return Pointer.model_validate_json(file.read(POINTER_LIMIT))
        except OSError as error:
            raise BundleError("FD801", f"no bundle at {self.folder}: {error.strerror}") from error
        except ValidationError as error:
            raise BundleError("FD802", f"{self.folder / POINTER} is not a pointer to a bundle") from error

    def trace(self) -> tuple[int, ...]:
        """What tells a changed pointer file from the one seen before, without reading it; empty when it is missing."""
        try:
            status = os.stat(os.path.join(self._base, POINTER))  # noqa: PTH116, PTH118  asked every second
        except OSError:
            return ()
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    def blob(self, name: str, size: int | None = None) -> bytes:
        """The bytes of a digest, verified; `size` is what they must be when it is known."""
        require_digest(name)
        data = self._packed(name)
        if data is None:
            data = self._file(name, BLOB_LIMIT if size is None else size)
        if size is not None and len(data) != size:
            raise BundleError("FD808", f"{name} has {len(data):,} bytes; {size:,} were compiled")
        if digest(data) != name:
            raise BundleError("FD804", f"the bytes of {name} are not what was compiled")
        return data

    def _packed(self, name: str) -> bytes | None:
        """The bytes of a blob that lies in a pack; `None` when no pack has it."""
        for pack in self._packs.values():
            data = pack.read(name)
            if data is not None:
                return data
        return None

    def _file(self, name: str, limit: int) -> bytes:
        """The bytes of a blob that is a file of its own; packs are looked for again when there is none."""
        try:
            with open(os.path.join(self._base, blob_path(name)), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
                length = os.fstat(file.fileno()).st_size
                if length > limit:
                    raise BundleError("FD808", f"{name} has {length:,} bytes; {limit:,} were compiled")
                return file.readall()
        except OSError as error:
            data = self._packed(name) if self._find_packs() else None
            if data is None:
                raise BundleError("FD803", f"the bundle lacks {name}: {error.strerror}") from error
            return data

    def _find_packs(self) -> bool:
        """Open packs that have appeared since; whether there were any. A damaged one is as good as missing."""
        found = {path.name: path for path in (self.folder / PACKS).glob(f"*{PACK_SUFFIX}")}
        fresh = [name for name in sorted(found) if name not in self._packs]
        opened: dict[str, Pack] = {}
        for name in fresh:
            try:
                opened[name] = Pack(found[name])
            except (OSError, ValueError):
                continue
        self._packs = {**self._packs, **opened}
        return bool(opened)

    def read(self, name: str, model: type[M]) -> M:
        """A blob as a model."""
        return self.parse(name, self.blob(name), model)

    def parse(self, name: str, data: bytes, model: type[M]) -> M:
        """Verified bytes as a model; `BundleError` when this version cannot read them."""
        try:
            return model.model_validate_json(data)
        except ValidationError as error:
            raise BundleError("FD805", f"{name} is not a {model.__name__} this version can read") from error

    def read_sized(self, blob: Blob, model: type[M]) -> M:
        """A blob of a known length as a model."""
        return self.parse(blob.digest, self.blob(blob.digest, blob.size), model)
