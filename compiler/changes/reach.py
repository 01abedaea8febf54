"""How far changes reach: brands, portals, languages, and who notices."""

from collections.abc import Sequence

from compiler.changes.model import AUDIENCES, Change, Radius


def radius(changes: Sequence[Change], brands: int, portals: int) -> Radius:
    """Everything the changes name; `brands` and `portals` are how many there are at all."""
    places = [place for change in changes for place in change.where]
    noticed = {who for change in changes for who in change.noticed}
    return Radius(
        brands=tuple(sorted({place.brand for place in places})),
        portals=tuple(sorted({f"{place.brand}/{portal}" for place in places for portal in place.portals})),
        languages=tuple(sorted({language for place in places for language in place.languages})),
        noticed=tuple(who for who in AUDIENCES if who in noticed),
        all_brands=brands,
        all_portals=portals,
    )
