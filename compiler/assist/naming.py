"""What a name stands for: the objects a brand may name, and the one that is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from compiler.link import BUILT_IN, Linked, LinkedBrand
from compiler.read import LIBRARIES
from compiler.shape import Object
from compiler.span import Span, whole_file

LINKS: Final = {
    "article": "article",
    "category": "category",
    "faq": "faq",
    "notice": "notice",
    "ask": "inquiry_type",
    "portal": "portal",
}
"""Spellings of links in Markdown, and the kinds they lead to."""
LINK: Final = re.compile(r"\]\((?P<kind>article|category|faq|notice|ask|portal):(?P<id>[^)#\s]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name somebody may type: what it is called there, and where it is defined, if in a file."""

    name: str
    thing: Object | None = None


def owner(file: str) -> str:
    """The brand a file belongs to, or the organisation; a library counts as no brand."""
    parts = file.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "brands" else ""


def brand_of(linked: Linked, file: str) -> LinkedBrand | None:
    """The brand whose file it is. For a library's file one that stands on it."""
    name = owner(file)
    if name == LIBRARIES:
        library = "/".join(file.split("/")[1:3])
        told = linked.draft.documents.inherited.items()
        return next(
            (linked.brands[owner(heir)] for heir, base in told if library in base and owner(heir) in linked.brands),
            next(iter(linked.brands.values()), None),
        )
    return linked.brands.get(name)


def names(linked: Linked, file: str, kind: str, *, other_brand: bool = False) -> Iterator[Named]:
    """Every name of a kind that a file may say."""
    if kind == "library":
        folders = {file.split("/")[2] for file in linked.draft.documents.tree.sizes if f"/{LIBRARIES}/" in file}
        yield from (Named(f"{LIBRARIES}/{folder}") for folder in sorted(folders))
        return
    brand = brand_of(linked, file)
    if brand is not None:
        yield from (Named(name, thing) for name, thing in brand.of(kind).items())
    else:
        yield from (Named(name, thing) for name, thing in linked.organization.get(kind, {}).items())
        known = {*linked.organization.get(kind, {})}
        for other in linked.brands.values():
            yield from (Named(name, thing) for name, thing in other.of(kind).items() if name not in known)
            known |= {*other.of(kind)}
    yield from (Named(name) for name in BUILT_IN.get(kind, ()) if brand is None or name not in brand.of(kind))
    if other_brand:
        for other in linked.brands.values():
            if other is not brand:
                yield from (Named(f"{other.id}/{name}", thing) for name, thing in other.of(kind).items())


def meant(linked: Linked, file: str, kind: str, name: str) -> Object | None:
    """The object a name means in a file; `None` when there is none."""
    if kind == "library":
        return None
    other, slash, rest = name.rpartition("/")
    if slash and other in linked.brands:
        return linked.brands[other].of(kind).get(rest)
    if kind == "organization":
        return next(iter(linked.organization.get(kind, {}).values()), None)
    return next((each.thing for each in names(linked, file, kind) if each.name == name), None)


def place_of(linked: Linked, thing: Object) -> Span:
    """Where an object is defined: its id where files hold several, else the file's beginning."""
    if thing.path:
        return linked.draft.span(thing, (), "key")
    return whole_file(linked.draft.documents.inherited.get(thing.file, thing.file))
