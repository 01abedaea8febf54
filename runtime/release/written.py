"""In which file and line something of a release was written: looked up when a release is refused, and never before.

The places lie beside the root, in no page and no shard; without them a refusal simply names no line.
"""

from runtime.release.source import BundleError, BundleFolder
from schemas.release import BrandPlaces, Places


def place_of(source: BundleFolder, places: str | None, brand: str, thing: str) -> str:
    """`brands/acme/portals/main.yaml:1` for `portals/main` of `acme`; empty where that cannot be found out."""
    if places is None or not brand or not thing:
        return ""
    try:
        of_brand = source.read(places, Places).brands.get(brand)
        found = source.read(of_brand, BrandPlaces).places if of_brand is not None else {}
    except BundleError:
        return ""
    return found.get(thing, "")
