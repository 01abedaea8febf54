"""Files of a brand as assets: into the blob store, with media type and pixels read from their header.

Whether a file is what its use needs (a square icon, an image at all) is a check.
"""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.blobs import Blobs
from compiler.images import measure
from compiler.read import SourceTree
from schemas.bundle import Asset


@dataclass(slots=True)
class Assets:
    """The files of one brand that something uses; each is stored at first use."""

    tree: SourceTree
    brand: str
    blobs: Blobs
    _used: dict[str, Asset] = field(default_factory=dict)

    def find(self, path: str | None) -> Asset | None:
        """The asset at a path of the brand; `None` when there is no such file (a check says so)."""
        if path is None:
            return None
        if path not in self._used:
            file = f"brands/{self.brand}/{path}"
            if file not in self.tree.sizes:
                return None
            data = self.tree.read(file)
            blob = self.blobs.put(data)
            pixels = measure(data)
            self._used[path] = Asset(
                path=path,
                digest=blob.digest,
                size=blob.size,
                media_type=mimetypes.guess_type(path)[0] or "application/octet-stream",
                width=pixels.width if pixels else None,
                height=pixels.height if pixels else None,
            )
        return self._used[path]

    def used(self) -> Mapping[str, Asset]:
        """Every asset something asked for, by path."""
        return dict(sorted(self._used.items()))
