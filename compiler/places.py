"""Where things were written, beside the bundle: for a runtime that refuses a release and wants to say where to look.

No part of the root: a line that moves changes no digest. Only what a runtime can name is listed; articles are not, for
there are many of them and their path says their id.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from compiler.blobs import Blobs
from compiler.cache import Cache, NoCache
from compiler.documents import Recalled
from compiler.link import Linked, LinkedBrand, name_span
from compiler.shape import Object
from schemas.bundle import Blob
from schemas.canonical import to_bytes
from schemas.release import BrandPlaces, Places

FOLDERS: Final[Mapping[str, str]] = {
    "brand": "brand",
    "portal": "portals",
    "inquiry_type": "inquiry_types",
    "form": "forms",
    "system_field": "fields",
    "field": "fields",
    "trigger": "triggers",
    "message": "messages",
    "group": "groups",
    "agent": "agents",
    "sender": "sender",
}
"""What each kind is called in front of an id, as in `portals/main`; of kinds without ids that is the whole name."""


def put_brand_places(linked: Linked, name: str, blobs: Blobs, cache: Cache | None = None) -> Blob:
    """Store the places of one brand."""
    places = places_of(linked, linked.brands[name], cache or NoCache())
    return blobs.put(to_bytes(places.model_dump(mode="json")))


def put_places(brands: Mapping[str, str], blobs: Blobs) -> str:
    """Store where the places of each brand lie; the digest that leads to all of them."""
    return blobs.put(to_bytes(Places(brands=dict(sorted(brands.items()))).model_dump(mode="json"))).digest


def places_of(linked: Linked, brand: LinkedBrand, cache: Cache) -> BrandPlaces:
    """Everything of a brand that a runtime may have to point at, as `file:line`."""
    by_file: dict[str, list[Object]] = {}
    for thing in (brand.brand, *(thing for kind in FOLDERS for thing in brand.of(kind).values())):
        by_file.setdefault(thing.file, []).append(thing)
    return BrandPlaces(
        places={
            name: place for file, things in by_file.items() for name, place in _in_file(linked, file, things, cache)
        }
    )


def _in_file(linked: Linked, file: str, things: list[Object], cache: Cache) -> Iterator[tuple[str, str]]:
    documents = linked.draft.documents
    if any(thing.path for thing in things):
        lines = _lines(linked, file, things, cache)
        for thing in things:
            yield _name(thing), lines[thing.id]
    else:
        for thing in things:
            yield _name(thing), f"{documents.inherited.get(file, file)}:1"


def _name(thing: Object) -> str:
    folder = FOLDERS[thing.kind]
    return f"{folder}/{thing.id}" if thing.id else folder


def _lines(linked: Linked, file: str, things: list[Object], cache: Cache) -> Mapping[str, str]:
    """The places of objects that share a file, by id.

    To find a line the file has to be parsed again, so the lines of one that stands for itself are kept by its bytes.
    """
    documents = linked.draft.documents
    if not isinstance(documents.parsed.get(file), Recalled):
        return _found(linked, things)
    key = sha256(documents.tree.read(file)).digest()
    known: Mapping[str, int] | None = cache.get("places", key)
    if known is None or known.keys() != {thing.id for thing in things}:
        found = _found(linked, things)
        cache.put("places", key, {name: int(place.rpartition(":")[2]) for name, place in found.items()})
        return found
    return {name: f"{file}:{line}" for name, line in known.items()}


def _found(linked: Linked, things: list[Object]) -> Mapping[str, str]:
    spans = {thing.id: name_span(linked.draft, thing) for thing in things}
    return {name: f"{span.file}:{span.line}" for name, span in spans.items()}
