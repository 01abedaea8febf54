"""Blobs as they lie in a bundle folder or at an address, in files or in packs, verified as they are read."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from compiler.release.address import Address
from compiler.release.refusal import RefusedError
from schemas.canonical import digest
from schemas.release import PACKS, PackFile, PackIndex, blob_path

M = TypeVar("M", bound=BaseModel)

BLOB_LIMIT: Final = 256_000_000


class MissingBlobError(Exception):
    """A blob is not there, or other bytes are."""


class StoredBlobs:
    """Finds blobs by digest. Packs are opened when a blob is no file, the newest first."""

    def __init__(self, place: Address, packs: Iterable[PackFile]) -> None:
        self._place = place
        self._unopened = list(packs)
        self._opened: list[tuple[str, PackIndex]] = []

    def read(self, name: str) -> bytes:
        """The bytes of a digest; `MissingBlobError` when they are not there as they were compiled."""
        data = self._packed(name)
        if data is None:
            data = self._place.read(blob_path(name), BLOB_LIMIT)
        while data is None and self._unopened:
            self._open(self._unopened.pop())
            data = self._packed(name)
        if data is None or digest(data) != name:
            raise MissingBlobError(name)
        return data

    def model(self, name: str, kind: type[M]) -> M:
        """A blob as a model; what this version cannot read counts as missing."""
        try:
            return kind.model_validate_json(self.read(name))
        except ValidationError as error:
            raise MissingBlobError(name) from error

    def _packed(self, name: str) -> bytes | None:
        for path, index in self._opened:
            place = index.find(name)
            if place is not None:
                return self._place.part(path, *place)
        return None

    def _open(self, pack: PackFile) -> None:
        path = f"{PACKS}/{pack.name}"
        try:
            self._opened.append((path, PackIndex(self._part_of(path), pack.size)))
        except (ValueError, RefusedError):
            return  # damaged or gone: its blobs are missing, and whoever asks will say so

    def _part_of(self, path: str) -> Callable[[int, int], bytes]:
        return lambda offset, length: self._place.part(path, offset, length)
