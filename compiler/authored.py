"""Values of one type inside objects, each with its place: every text, every bindable value.

What a text may say or a binding be is for `compiler.checks`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from compiler.link import ORGANIZATION, Linked, LinkedBrand, once
from compiler.shape import Object
from compiler.span import Path, Span
from schemas.brand import Bound, MissingTranslation
from schemas.refs import sort
from schemas.text import Text

Wanted = TypeVar("Wanted", bound=BaseModel)

_STRICTEST: tuple[MissingTranslation, ...] = ("block", "warn", "fallback", "hide")


def values_of(thing: Object, wanted: type[Wanted]) -> Iterator[tuple[Path, Wanted]]:
    """Every value of a model's type in an object, without those of nested objects (`children`), in written order."""
    found: list[tuple[Path, Wanted]] = []
    if _holds(thing.value.__class__, wanted):
        _collect(thing.value, wanted, (), found)
    return iter(found)


def _collect(value: Any, wanted: type[Wanted], path: Path, found: list[tuple[Path, Wanted]]) -> None:
    """A list handed along: this runs for every value of a repository, and a generator for each would take long."""
    model = value.__class__
    kind = sort(model)
    if kind == "model":
        if _is(model, wanted):
            found.append((path, value))
            return
        for name, key in _keys(model, wanted):
            inner = getattr(value, name)
            if inner is not None:
                _collect(inner, wanted, (*path, key), found)
    elif kind == "items":
        for index, item in enumerate(value):
            _collect(item, wanted, (*path, index), found)
    elif kind == "entries":
        for key, item in value.items():
            _collect(item, wanted, (*path, key), found)


@cache
def _holds(model: type[BaseModel], wanted: type[BaseModel]) -> bool:
    """Whether objects of a kind are worth walking."""
    return _may_hold(model, wanted, frozenset())


@cache
def _is(model: type[BaseModel], wanted: type[BaseModel]) -> bool:
    return issubclass(model, wanted)


@cache
def _keys(model: type[BaseModel], wanted: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that may hold a wanted value, by their name and the key an admin types."""
    rows = ((name, field) for name, field in model.model_fields.items() if name != "children")
    return tuple(
        (name, field.alias or name) for name, field in rows if _may_hold(field.annotation, wanted, frozenset())
    )


def _may_hold(annotation: Any, wanted: type[BaseModel], seen: frozenset[type]) -> bool:
    if annotation is Any:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return False
        return issubclass(annotation, wanted) or any(
            _may_hold(field.annotation, wanted, seen | {annotation}) for field in annotation.model_fields.values()
        )
    return any(_may_hold(inner, wanted, seen) for inner in getattr(annotation, "__args__", ()))


@dataclass(frozen=True, slots=True)
class Owner:
    """Who declares bindings: a brand, or the organisation. `usable` counts those the organisation shares."""

    id: str
    declared: Mapping[str, Object]
    usable: Mapping[str, Object]
    objects: tuple[Object, ...]


def owners(linked: Linked) -> Iterator[Owner]:
    """Every brand, then the organisation, with what is written in its own folder."""
    for brand in linked.brands.values():
        usable = brand.of("binding")
        declared = {name: thing for name, thing in usable.items() if thing.brand == brand.id}
        yield Owner(brand.id, declared, usable, tuple(brand.own()))
    shared = linked.organization
    if shared:
        own = tuple(thing for kind, things in shared.items() if kind != "domain" for thing in things.values())
        yield Owner(ORGANIZATION, shared.get("binding", {}), shared.get("binding", {}), own)


def bounds(linked: Linked, owner: Owner) -> tuple[tuple[Object, Path, Bound], ...]:
    """Every bindable value of an owner, where it is written: a portal's host is not, where its domain gives it."""
    brand = linked.brands.get(owner.id)
    return (
        tuple(_bounds(linked, owner)) if brand is None else once(brand, "bounds", lambda: tuple(_bounds(linked, owner)))
    )


def _bounds(linked: Linked, owner: Owner) -> Iterator[tuple[Object, Path, Bound]]:
    for thing in owner.objects:
        for path, bound in values_of(thing, Bound):
            if path == ("address", "host") and "host" not in _address(linked, thing):
                continue
            yield thing, path, bound


def bound_names(linked: Linked, owner: Owner) -> frozenset[str]:
    """The bindings that an owner's values name."""

    def named() -> frozenset[str]:
        return frozenset(bound.binding for _, _, bound in bounds(linked, owner) if bound.binding is not None)

    brand = linked.brands.get(owner.id)
    return named() if brand is None else once(brand, "bound names", named)


def field_codes(brand: LinkedBrand) -> frozenset[str]:
    """The codes of a brand's fields."""
    return once(brand, "field codes", lambda: frozenset(brand.of("field")))


def _address(linked: Linked, thing: Object) -> Mapping[str, object]:
    written: Mapping[str, object] = linked.draft.documents.parsed[thing.file].value.get("address", {})
    return written


@dataclass(frozen=True, slots=True)
class Authored:
    """One text of a brand and where it is written."""

    thing: Object
    path: Path
    text: Text


def texts(brand: LinkedBrand) -> tuple[Authored, ...]:
    """Every text written in a brand's own files, bodies and titles of Markdown files aside."""
    return once(brand, "texts", lambda: tuple(_texts(brand)))


def _texts(brand: LinkedBrand) -> Iterator[Authored]:
    for thing in brand.own():
        for path, text in values_of(thing, Text):
            yield Authored(thing, path, text)


def language_span(linked: Linked, item: Authored, language: str) -> Span:
    """The key of a language in a text."""
    return linked.draft.span(item.thing, (*item.path, language), "key")


def policy(linked: Linked, brand: LinkedBrand, language: str, about: str = "missing") -> MissingTranslation:
    """What the strictest open portal in a language says about `missing` or `stale` words; without one, the default."""
    default = linked.repository.defaults.translations
    portals = [thing.value for thing in brand.of("portal").values() if thing.value.enabled]
    speaking = [portal for portal in portals if language in (portal.languages or brand.languages)]
    said = {getattr(portal.translations or default, about) for portal in speaking}
    return next((level for level in _STRICTEST if level in said), getattr(default, about))
