"""Packs at an address: many blobs with few requests, whole or in parts.

A pack is a faster way and nothing more: one that is missing, damaged or cannot be read in parts is left alone, and its
blobs are fetched one by one.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import structlog

from runtime.release.address import Address
from runtime.release.mirror import Mirror
from runtime.release.source import BundleError
from schemas.release import PackFile, PackIndex, pack_path

SMALL: Final = 1_000_000
"""Bytes of a pack that is fetched whole without a look into it: what one release has brought."""
DELTA: Final = 32_000_000
"""Bytes of a delta that is worth one request."""
GAP: Final = 65_536
"""Bytes between two blobs for which no second request is made."""
_SPAN: Final = 8_000_000
_NAME: Final = re.compile(r"[0-9a-f]{8,64}(\.pack)?\Z")

log = structlog.get_logger(__name__)

Size = int | None


class NoPartsError(Exception):
    """The address hands out files only as a whole."""


class Span:
    """Neighbouring blobs of a pack, fetched with one request."""

    def __init__(self, pack: PackFile, name: str, start: int, size: int) -> None:
        self.pack = pack
        self.start = start
        self.size = size
        self.blobs = {name: (start, size)}

    def takes(self, name: str, start: int, size: int) -> bool:
        """Add a blob that lies close enough behind the last one."""
        grown = max(self.size, start + size - self.start)
        if start - (self.start + self.size) > GAP or grown > _SPAN:
            return False
        self.size = grown
        self.blobs[name] = (start, size)
        return True


class Packs:
    """The packs that a release names, as far as they are not here."""

    def __init__(self, address: Address, mirror: Mirror, packs: Iterable[PackFile]) -> None:
        self._address = address
        self._mirror = mirror
        self._waiting = [pack for pack in packs if _NAME.match(pack.name) and not mirror.has_pack(pack.name)]
        self._indexes: dict[str, PackIndex] = {}

    def take_new(self, delta: PackFile | None, before: frozenset[str]) -> None:
        """Fetch what holds just what has changed: the delta, and small packs that the release before did not name."""
        if delta is not None and delta.size <= DELTA and _NAME.match(delta.name):
            self._whole(delta)
        for pack in [pack for pack in self._waiting if pack.size <= SMALL and pack.name not in before]:
            self._whole(pack)

    def take(self, wanted: Mapping[str, Size], each: Callable[[Callable[[Span], None], Iterable[Span]], None]) -> None:
        """Fetch what packs hold of the wanted blobs; `each` applies a function to many things at a time."""
        for pack in reversed(tuple(self._waiting)):  # what was published last has what is missing most often
            index = self._index(pack)
            if index is None:
                continue
            absent = {name: (start, size) for name, start, size in index.blobs() if not self._mirror.has(name)}
            if 2 * sum(size for _, size in absent.values()) >= pack.size:
                self._whole(pack)
            else:
                found = {name: place for name, place in absent.items() if name in wanted}
                each(self._part, spans(pack, found))
            if all(self._mirror.has(name) for name in wanted):
                return

    def _index(self, pack: PackFile) -> PackIndex | None:
        """What lies where in a pack; `None` where that cannot be had."""
        if pack.name not in self._indexes:
            try:
                self._indexes[pack.name] = PackIndex(lambda start, size: self._read(pack, start, size), pack.size)
            except (BundleError, NoPartsError, ValueError) as error:
                log.warning("pack left alone", pack=pack.name, reason=str(error) or "the address gives no parts")
                self._waiting.remove(pack)
        return self._indexes.get(pack.name)

    def _read(self, pack: PackFile, start: int, size: int) -> bytes:
        data = self._address.part(pack_path(pack.name), start, size)
        if data is None:
            raise NoPartsError
        return data

    def _whole(self, pack: PackFile) -> None:
        self._waiting = [other for other in self._waiting if other != pack]
        try:
            self._mirror.keep_pack(pack.name, self._address.chunks(pack_path(pack.name), pack.size))
        except BundleError as error:
            log.warning("pack left alone", pack=pack.name, reason=str(error))

    def _part(self, span: Span) -> None:
        try:
            data = self._read(span.pack, span.start, span.size)
            for name, (start, size) in span.blobs.items():
                self._mirror.keep(name, (data[start - span.start : start - span.start + size],), size)
        except (BundleError, NoPartsError) as error:
            log.warning("pack left alone", pack=span.pack.name, reason=str(error) or "the address gives no parts")


def spans(pack: PackFile, places: Mapping[str, tuple[int, int]]) -> Sequence[Span]:
    """Blobs of a pack, those that lie close to each other together."""
    found: list[Span] = []
    for name, (start, size) in sorted(places.items(), key=lambda item: item[1]):
        if not found or not found[-1].takes(name, start, size):
            found.append(Span(pack, name, start, size))
    return found
