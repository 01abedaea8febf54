"""Files put to a use (logo, icon, picture, download), and what is wrong with a file for it.

Only lowering opens files, so these findings are made here rather than by a check; their rules stand in this file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.images import PIXEL_LIMIT
from compiler.lower.bench import Bench
from compiler.span import Span, whole_file
from schemas.bundle import Asset
from schemas.names import FileUse
from schemas.sizes import in_bytes, shown

Use: TypeAlias = FileUse

UNUSED = Rule("FD631", "unused-file", "note")
NO_FILE = Rule("FD632", "file-not-found")
NOT_A_PICTURE = Rule("FD633", "not-a-picture")
TOO_MANY_PIXELS = Rule("FD634", "too-many-pixels")
TOO_LARGE = Rule("FD635", "file-larger-than-allowed")
NOT_SQUARE = Rule("FD636", "icon-not-square")
RUNS_IN_BROWSERS = Rule("FD637", "file-that-browsers-run")
OTHER_FORMAT = Rule("FD675", "picture-format-not-accepted")
TOO_HEAVY = Rule("FD676", "picture-with-too-many-bytes")
TOO_WIDE = Rule("FD677", "picture-wider-than-its-place")


@dataclass(frozen=True, slots=True)
class Place:
    """What a place that others made asks of a picture: formats by ending and media type, bytes, pixels each way."""

    name: str
    formats: Mapping[str, tuple[str, ...]]
    size: int
    pixels: int | None = None


_JPEG: Final = ("jpg", "jpeg")
PLACES: Final[Mapping[Use, Place]] = {
    "tracking_logo": Place("the logo of a tracking page", {"image/jpeg": _JPEG, "image/png": ("png",)}, 20 * 1024, 25),
    "mms_picture": Place("an MMS", {"image/jpeg": _JPEG}, 300 * 1024),
}
"""The limits of a tracking page's logo (FC-44 to FC-46) and of a picture sent by telephone (NHN-222)."""

_RUN = frozenset({"svg", "svgz", "html", "htm", "xhtml", "xml", "js", "mjs", "css", "swf", "wasm"})


def use(bench: Bench, path: str | None, purpose: Use, span: Span) -> Asset | None:
    """The file at a path for a purpose; findings about it go to the bench, at `span`. `None` for no path or no file."""
    if path is None:
        return None
    asset = bench.assets.find(path)
    bench.findings.extend(_wrong(bench, path, asset, purpose, span))
    return asset


def _wrong(bench: Bench, path: str, asset: Asset | None, purpose: Use, span: Span) -> Iterator[Diagnostic]:
    if asset is None:
        hint = did_you_mean(path, bench.assets.paths()) or "the brand has no files under assets/"
        yield found(NO_FILE, f"there is no file {quoted(path)} in the brand", span, note="this file", hint=hint)
        return
    limit = bench.linked.repository.thresholds.asset_size
    if asset.size > in_bytes(limit):
        message = f"{path} has {shown(asset.size)}; {limit} are allowed"
        yield found(TOO_LARGE, message, span, hint="make it smaller, or raise thresholds: asset_size in frontdesk.yaml")
    if path.rpartition(".")[2].lower() in _RUN:
        message = f"{path} can hold scripts that browsers run"
        yield found(RUNS_IN_BROWSERS, message, span, note="this file", hint="save a picture as PNG, a text as PDF")
    elif purpose != "file":
        yield from _wrong_picture(asset, purpose, span)


def _wrong_picture(asset: Asset, purpose: Use, span: Span) -> Iterator[Diagnostic]:
    if asset.width is None or asset.height is None:
        hint = "PNG, JPEG, GIF, WebP and, for icons, ICO are shown"
        yield found(NOT_A_PICTURE, f"{asset.path} is not a picture", span, note="this file", hint=hint)
    elif asset.width * asset.height > PIXEL_LIMIT:
        message = (
            f"{asset.path} has {asset.width} × {asset.height} pixels; {PIXEL_LIMIT // 1_000_000} million are allowed"
        )
        yield found(TOO_MANY_PIXELS, message, span, note="this file", hint="make the picture smaller")
    elif purpose in PLACES:
        yield from _unfit(asset, PLACES[purpose], span)
    elif purpose == "icon" and asset.width != asset.height:
        message = f"{asset.path} has {asset.width} × {asset.height} pixels and is not square"
        yield found(NOT_SQUARE, message, span, note="this file", hint="cut it to a square, such as 64 × 64")


def _unfit(asset: Asset, place: Place, span: Span) -> Iterator[Diagnostic]:
    """Why a picture does not fit a place; both its name and its bytes must say the format."""
    ending = asset.path.rpartition(".")[2].lower()
    if ending not in place.formats.get(asset.media_type, ()):
        legal = " or ".join(endings[0].upper() for endings in place.formats.values())
        message = f"{place.name} takes {legal}, by name and by bytes; {asset.path} holds {asset.media_type}"
        yield found(OTHER_FORMAT, message, span, note="this file", hint=f"save it as {legal}")
    if asset.size > place.size:
        message = f"{asset.path} has {asset.size:,} bytes; {place.name} takes {place.size:,} ({shown(place.size)})"
        yield found(
            TOO_HEAVY, message, span, note="this file", hint="save it with fewer pixels or stronger compression"
        )
    width, height = asset.width or 0, asset.height or 0
    if place.pixels is not None and max(width, height) > place.pixels:
        message = f"{asset.path} has {width} × {height} pixels; {place.name} is at most {place.pixels} each way"
        yield found(
            TOO_WIDE, message, span, note="this file", hint=f"make it {place.pixels} × {place.pixels} or smaller"
        )


def unused(bench: Bench) -> Iterator[Diagnostic]:
    """Files of the brand that nothing uses, once everything is lowered."""
    used = bench.assets.used()
    for path in bench.assets.paths():
        if path not in used:
            file = f"brands/{bench.brand.id}/{path}"
            yield found(UNUSED, f"nothing uses {path}", whole_file(file), hint="delete it, or name it where it belongs")
