"""Pictures and files that are others under the same name. Where one is shown or not is told where it is shown."""

from collections.abc import Mapping

from compiler.bundle import BrandBundle
from compiler.changes.model import Subject
from compiler.changes.telling import Telling, Topic
from schemas.bundle import Asset


def tell(tell: Telling) -> None:
    """Every file of the brand and of its themes that has other bytes."""
    before, after = _files(tell.before), _files(tell.after)
    for path, asset in after.items():
        then = before.get(path)
        if then is not None and then != asset:
            word = "picture" if asset.width else "file"
            topic = Topic("files", "content", Subject(word, path), ("customers",), tell.portals())
            tell.say(topic, "changed", f"is another one: {_size(then)} → {_size(asset)}")


def _files(brand: BrandBundle) -> Mapping[str, Asset]:
    """The brand's files by path; those that only a theme has, which may be the organisation's, beside them."""
    found = dict(brand.brand.assets)
    for name, theme in brand.themes.items():
        for asset in theme.assets.values():
            if found.get(asset.path) != asset:
                found[f"{asset.path} of theme {name}"] = asset
    return found


def _size(asset: Asset) -> str:
    pixels = f"{asset.width} × {asset.height} pixels, " if asset.width else ""
    return f"{pixels}{asset.size:,} bytes ({asset.digest[7:15]})"
