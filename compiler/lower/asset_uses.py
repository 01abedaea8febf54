"""Files put to a use (logo, icon, picture, download), and what is wrong with a file for it.

Only lowering opens files, so these findings are made here rather than by a check; their rules stand in this file.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.images import PIXEL_LIMIT
from compiler.lower.bench import Bench
from compiler.span import Span, whole_file
from schemas.bundle import Asset
from schemas.sizes import in_bytes, shown

UNUSED = Rule("FD631", "unused-file", "note")
NO_FILE = Rule("FD632", "file-not-found")
NOT_A_PICTURE = Rule("FD633", "not-a-picture")
TOO_MANY_PIXELS = Rule("FD634", "too-many-pixels")
TOO_LARGE = Rule("FD635", "file-larger-than-allowed")
NOT_SQUARE = Rule("FD636", "icon-not-square")
RUNS_IN_BROWSERS = Rule("FD637", "file-that-browsers-run")

Use: TypeAlias = Literal["logo", "icon", "picture", "file"]

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
    elif purpose == "icon" and asset.width != asset.height:
        message = f"{asset.path} has {asset.width} × {asset.height} pixels and is not square"
        yield found(NOT_SQUARE, message, span, note="this file", hint="cut it to a square, such as 64 × 64")


def unused(bench: Bench) -> Iterator[Diagnostic]:
    """Files of the brand that nothing uses, once everything is lowered."""
    used = bench.assets.used()
    for path in bench.assets.paths():
        if path not in used:
            file = f"brands/{bench.brand.id}/{path}"
            yield found(UNUSED, f"nothing uses {path}", whole_file(file), hint="delete it, or name it where it belongs")
