"""Where compiled bytes go: a store of blobs addressed by the digest of their bytes.

Two stores with one protocol: a folder, written by `build`, and one that only counts, used by `check`.
"""

import os
from pathlib import Path
from typing import Protocol

from schemas.bundle import Blob
from schemas.canonical import digest
from schemas.release import blob_path


class Blobs(Protocol):
    """Takes bytes, gives back their address."""

    def put(self, data: bytes) -> Blob:
        """Keep bytes; the same bytes twice are kept once."""


class CountingBlobs:
    """Keeps nothing: for `check`, which wants findings and digests only."""

    def put(self, data: bytes) -> Blob:
        """Name the bytes and forget them."""
        return Blob(digest=digest(data), size=len(data))


class FolderBlobs:
    """Blobs as files; each is complete under its name or not there at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = 0
        self._known: set[str] = set()

    def put(self, data: bytes) -> Blob:
        """Write bytes under their digest unless they are there."""
        name = digest(data)
        if name not in self._known:
            self._write(self.folder / blob_path(name), data)
            self._known.add(name)
        return Blob(digest=name, size=len(data))

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(data)
        partial.replace(path)
        self.written += 1
