"""What a picture file is, read from its header and never decoded; a PNG that was cut off is none.

A 17 kB PNG can decode to 144 megapixels, so pixels are counted before anything is opened for real.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

PIXEL_LIMIT = 40_000_000
FORMATS: Mapping[str, str] = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "ICO": "image/x-icon",
}
"""Formats every browser shows, as Pillow names them, and their media types."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Format (as Pillow names it) and size in pixels."""

    format: str
    width: int
    height: int


def measure(data: bytes) -> Picture | None:
    """Format and size of a picture or icon in one of `FORMATS`; `None` when the bytes are not one."""
    from PIL import Image, UnidentifiedImageError  # a slow import that most checks do not need

    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None  # nothing is decoded here, and ours is smaller
    try:
        with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as picture:
            found = Picture(picture.format or "", *picture.size)
            picture.verify()  # a PNG's parts have checksums; reading them decodes nothing either
            return found
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError, EOFError, IndexError, TypeError):
        return None
    finally:
        Image.MAX_IMAGE_PIXELS = limit
