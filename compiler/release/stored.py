"""Blobs as they lie in a bundle folder or at an address, in files or in packs, verified as they are read."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from compiler.release.address import Address
from compiler.release.refusal import RefusedError
from schemas.canonical import digest
from schemas.release import PACKS, FarPackIndex, PackFile, PackIndex, blob_path

M = TypeVar("M", bound=BaseModel)

BLOB_LIMIT: Final = 256_000_000
_AT_A_TIME: Final = 8


class MissingBlobError(Exception):
    """A blob is not there, or other bytes are."""


class StoredBlobs:
    """Finds blobs by digest. Packs are opened when a blob is no file, the newest first.

    Of packs on this machine (`is_near`) the whole index is read, of others what is asked for.
    """

    def __init__(self, place: Address, packs: Iterable[PackFile], *, is_near: bool = False) -> None:
        self._place = place
        self._index: type[PackIndex] | type[FarPackIndex] = PackIndex if is_near else FarPackIndex
        self._unopened = list(packs)
        self._opened: list[tuple[str, PackIndex | FarPackIndex]] = []
        self._opening = Lock()

    def read(self, name: str) -> bytes:
        """The bytes of a digest; `MissingBlobError` when they are not there as they were compiled."""
        for find in (self._packed, self._in_a_file, self._in_other_packs):
            data = find(name)
            if data is not None and digest(data) == name:
                return data
        raise MissingBlobError(name)

    def model(self, name: str, kind: type[M]) -> M:
        """A blob as a model; what this version cannot read counts as missing."""
        try:
            return kind.model_validate_json(self.read(name))
        except ValidationError as error:
            raise MissingBlobError(name) from error

    def _in_a_file(self, name: str) -> bytes | None:
        return self._place.read(blob_path(name), BLOB_LIMIT)

    def _packed(self, name: str) -> bytes | None:
        for path, index in self._opened:
            try:
                place = index.find(name)
            except ValueError:
                continue
            if place is not None:
                return self._place.part(path, *place)
        return None

    def found(self, names: Iterable[str], kind: type[M]) -> Mapping[str, M]:
        """Those of several blobs that are there, as models; of a far place several are asked for at a time."""
        asked = tuple(dict.fromkeys(names))
        if not asked:
            return {}
        with ThreadPoolExecutor(_AT_A_TIME) as several:
            answers = several.map(lambda name: self._or_none(name, kind), asked)
            return {name: model for name, model in zip(asked, answers, strict=True) if model is not None}

    def _or_none(self, name: str, kind: type[M]) -> M | None:
        try:
            return self.model(name, kind)
        except MissingBlobError:
            return None

    def _in_other_packs(self, name: str) -> bytes | None:
        with self._opening:  # a pack that is being opened is among neither
            data = self._packed(name)
            while data is None and self._unopened:
                self._open(self._unopened.pop())
                data = self._packed(name)
            return data

    def _open(self, pack: PackFile) -> None:
        path = f"{PACKS}/{pack.name}"
        try:
            self._opened.append((path, self._index(self._part_of(path), pack.size)))
        except (ValueError, RefusedError):
            return  # damaged or gone: its blobs are missing, and whoever asks will say so

    def _part_of(self, path: str) -> Callable[[int, int], bytes]:
        return lambda offset, length: self._place.part(path, offset, length)
