"""Files of a brand as assets: into the blob store, with media type and pixels read from their header.

Whether a file is what its use needs (a square icon, an image at all) is a check.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.blobs import Blobs
from compiler.cache import Cache
from compiler.images import FORMATS, Picture, measure
from compiler.read import SourceTree
from schemas.bundle import Asset

MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
    "mp4": "video/mp4",
    "mp3": "audio/mpeg",
    "woff2": "font/woff2",
    "woff": "font/woff",
}
"""By file ending, written down here: what a machine's own table says must not change a bundle."""


def _media_type(path: str, picture: Picture | None) -> str:
    """A picture's type is what its header says; anything unknown is sent as bytes to save."""
    if picture is not None:
        return FORMATS[picture.format]
    return MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def files_of_brands(tree: SourceTree) -> Mapping[str, tuple[str, ...]]:
    """The files under `assets/` by brand, looked for once for all brands."""
    found: dict[str, list[str]] = {}
    for file in tree.sizes:
        _, _, rest = file.partition("/")
        brand, _, path = rest.partition("/")
        if path.startswith("assets/"):
            found.setdefault(brand, []).append(path)
    return {brand: tuple(paths) for brand, paths in found.items()}


@dataclass(slots=True)
class Assets:
    """The files of one brand that something uses; each is stored at first use."""

    tree: SourceTree
    brand: str
    blobs: Blobs
    cache: Cache
    files: Mapping[str, tuple[str, ...]]
    """Every file that could be used, by brand and then by its path there (`files_of_brands`)."""
    _used: dict[str, Asset] = field(default_factory=dict)
    _shared: dict[str, Asset] = field(default_factory=dict)

    def find(self, path: str | None) -> Asset | None:
        """The asset at a path of the brand; `None` when there is no such file (a check says so)."""
        if path is None:
            return None
        if path not in self._used:
            file = f"brands/{self.brand}/{path}"
            if file not in self.tree.sizes:
                return None
            self._used[path] = self._store(path, file)
        return self._used[path]

    def _store(self, path: str, file: str) -> Asset:
        data = self.tree.read(file)
        blob = self.blobs.put(data)
        pixels = self._measure(blob.digest, data)
        return Asset(
            path=path,
            digest=blob.digest,
            size=blob.size,
            media_type=_media_type(path, pixels),
            width=pixels.width if pixels else None,
            height=pixels.height if pixels else None,
        )

    def shared(self, path: str) -> Asset | None:
        """A file of the organisation, by its path in the organisation's folder."""
        file = f"brands/_organization/{path}"
        if path not in self._shared and file in self.tree.sizes:
            self._shared[path] = self._store(path, file)
        return self._shared.get(path)

    def _measure(self, digest: str, data: bytes) -> Picture | None:
        """Format and size of a picture; the library that reads them is slow to load, so they are remembered."""
        key = digest.encode()
        known = self.cache.get("picture", key)
        if known is None:
            made = measure(data)
            known = (made.format, made.width, made.height) if made else ()
            self.cache.put("picture", key, known)
        return Picture(*known) if known else None

    def paths(self) -> tuple[str, ...]:
        """Every file of the brand that could be used, by path."""
        return self.files.get(self.brand, ())

    def shared_paths(self) -> tuple[str, ...]:
        """Every file of the organisation that its themes may use, by path."""
        return self.files.get("_organization", ())

    def used(self) -> Mapping[str, Asset]:
        """Every asset of the brand something asked for, by path."""
        return dict(sorted(self._used.items()))
