"""What a picture file is, read from its header and never decoded.

A 17 kB PNG can decode to 144 megapixels, so pixels are counted before anything is opened for real.
"""

import io
from dataclasses import dataclass

PIXEL_LIMIT = 40_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Format (as Pillow names it) and size in pixels."""

    format: str
    width: int
    height: int


def measure(data: bytes) -> Picture | None:
    """Format and size of a raster picture or icon; `None` when the bytes are not one."""
    from PIL import Image, UnidentifiedImageError  # a slow import that most checks do not need

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return Picture(picture.format or "", *picture.size)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
