"""Pictures and files that are others under the same name. Where one is shown or not is told where it is shown."""

from compiler.changes.model import Subject
from compiler.changes.telling import Telling, Topic
from schemas.bundle import Asset


def tell(tell: Telling) -> None:
    """Every file of the brand and of its themes that has other bytes."""
    before, after = dict(tell.before.brand.assets), dict(tell.after.brand.assets)
    for side, found in ((tell.before, before), (tell.after, after)):
        for theme in side.themes.values():
            found.update({asset.path: asset for asset in theme.assets.values() if asset.path not in found})
    for path, asset in after.items():
        then = before.get(path)
        if then is not None and then != asset:
            word = "picture" if asset.width else "file"
            topic = Topic("files", "content", Subject(word, path), ("customers",), tell.portals())
            tell.say(topic, "changed", f"is another one: {_size(then)} → {_size(asset)}")


def _size(asset: Asset) -> str:
    pixels = f"{asset.width} × {asset.height} pixels, " if asset.width else ""
    return f"{pixels}{asset.size:,} bytes ({asset.digest[7:15]})"
