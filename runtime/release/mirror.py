"""Blobs of signed releases on this machine: kept once they are verified, read as from any bundle folder.

A blob that is found damaged or missing when it is read is set aside, and whoever asks the address next fetches it
again. Which blobs a release needs is not known here (`runtime.release.fetching`).
"""

import hashlib
import os
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import structlog

from runtime.release.source import BundleError, BundleFolder, Pack
from schemas.canonical import digest
from schemas.release import PACK_SUFFIX, PACKS, blob_path, pack_path

PACK_FROM: Final = 64
"""A pack of fewer blobs is taken apart: every pack stays open in every process."""
ASIDE: Final = "aside"
_DAMAGE: Final = frozenset({"FD803", "FD804", "FD808"})

log = structlog.get_logger(__name__)


class Mirror(BundleFolder):
    """A bundle folder that fills itself."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._counting = threading.Lock()
        self.blobs = 0
        """Blobs kept by this process, alone or in packs."""
        self.bytes = 0

    def _count(self, blobs: int, length: int) -> None:
        with self._counting:
            self.blobs += blobs
            self.bytes += length

    def look_again(self) -> None:
        """Open the packs that other processes have kept since."""
        self._find_packs()

    def blob(self, name: str, size: int | None = None) -> bytes:
        """The bytes of a digest, verified; what is damaged is set aside."""
        try:
            return super().blob(name, size)
        except BundleError as error:
            if error.code in _DAMAGE and name.startswith("sha256:"):
                self._set_aside(name.removeprefix("sha256:"))
            raise

    def _packed(self, name: str) -> bytes | None:
        """A blob that is damaged in its pack may have been fetched again as a file of its own."""
        data = super()._packed(name)
        return data if data is not None and digest(data) == name else None

    def has(self, name: str, size: int | None = None) -> bool:
        """Whether a blob is here, as far as packs are open; of its bytes only their number is looked at."""
        if any(pack.index.find(name) for pack in self._packs.values()) and not self._is_aside(name):
            return True
        try:
            length = os.stat(os.path.join(self._base, blob_path(name))).st_size  # noqa: PTH116, PTH118  asked very often
        except OSError:
            return False
        # A loss of power may have left a file without its bytes.
        return length > 0 if size is None else length == size

    def keep(self, name: str, chunks: Iterable[bytes], size: int | None = None) -> None:
        """Keep a blob under its digest once all of it is here and right."""
        path = self.folder / blob_path(name)
        seen, length = hashlib.sha256(), 0
        with _partial(path) as partial:
            with partial.open("wb") as file:
                for chunk in chunks:
                    seen.update(chunk)
                    length += len(chunk)
                    file.write(chunk)
            if f"sha256:{seen.hexdigest()}" != name or (size is not None and length != size):
                raise BundleError("FD823", f"what came as {name} is something else")
            partial.replace(path)
        self._count(1, length)

    def keep_pack(self, name: str, chunks: Iterable[bytes]) -> None:
        """Keep a pack once every blob in it is right. A small one is taken apart."""
        path = self.folder / pack_path(name)
        with _partial(path) as partial:
            with partial.open("wb") as file:
                for chunk in chunks:
                    file.write(chunk)
            try:
                pack = Pack(partial)
            except ValueError as error:
                raise BundleError("FD823", f"the pack {name} is no pack: {error}") from error
            blobs = [blob for blob, _, _ in pack.index.blobs()]
            for blob in blobs:
                data = pack.read(blob)
                if data is None or digest(data) != blob:
                    raise BundleError("FD823", f"the pack {name} holds something else as {blob}")
                if len(blobs) < PACK_FROM and not self.has(blob):
                    self.keep(blob, (data,))
            if len(blobs) >= PACK_FROM:
                self._count(len(blobs), partial.stat().st_size)
                partial.replace(path)
                self._packs = {**self._packs, path.name: Pack(path)}

    def has_pack(self, name: str) -> bool:
        """Whether a pack lies here whole."""
        return (self.folder / pack_path(name)).exists()

    def _is_aside(self, name: str) -> bool:
        return (self.folder / ASIDE / name.removeprefix("sha256:")).exists()

    def aside(self) -> tuple[str, ...]:
        """The digests that have to be fetched again."""
        try:
            names = sorted(path.name for path in (self.folder / ASIDE).iterdir())
            return tuple(f"sha256:{name}" for name in names if len(name) == 64)
        except OSError:
            return ()

    def forget_aside(self, name: str) -> None:
        """A blob is here again, or is not to be had."""
        (self.folder / ASIDE / name.removeprefix("sha256:")).unlink(missing_ok=True)

    def _set_aside(self, name: str) -> None:
        """Move a damaged file out of the way, or note what is missing: serving goes on without it either way."""
        place = self.folder / ASIDE / name
        if place.exists():
            return
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                (self.folder / blob_path(name)).rename(place)
            except FileNotFoundError:
                place.touch()
        except OSError as error:
            log.error("damaged blob cannot be set aside", blob=name, reason=str(error))
        else:
            log.error("damaged blob set aside", blob=name)

    def sweep(self, keep: Collection[str]) -> int:
        """Remove every blob but those named, and packs with none of them; how many files went."""
        gone = 0
        for path in (self.folder / "blobs").glob("*/*"):
            if f"sha256:{path.name}" not in keep:
                path.unlink(missing_ok=True)
                gone += 1
        for path in (self.folder / PACKS).glob(f"*{PACK_SUFFIX}"):
            if not any(name in keep for name in self._blobs_of(path)):
                path.unlink(missing_ok=True)
                self._packs = {name: other for name, other in self._packs.items() if name != path.name}
                gone += 1
        return gone

    def _blobs_of(self, path: Path) -> Iterator[str]:
        """What lies in a pack; nothing in a damaged one."""
        try:
            pack = self._packs.get(path.name) or Pack(path)
        except (OSError, ValueError):
            return
        for name, _, _ in pack.index.blobs():
            yield name


@contextmanager
def _partial(path: Path) -> Iterator[Path]:
    """A name beside a file to write it under until it is whole; nothing of it is left when it never is."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)
