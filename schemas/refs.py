"""Names still to be found: which fields of the language refer to another object, and to which kind.

A model says so where the field is declared (`Annotated[Slug, Ref("article")]`); the compiler's link pass walks what
`references` yields. Whether a name exists is not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ForwardRef, Literal, TypeAlias, TypeVar, get_args, get_origin

from pydantic import BaseModel

Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose value names an object of `kind`; `other_brand` allows `brand/id`.

    `in_brands`: where the organisation says it for all brands, it means what brands have, and one of them is enough.
    """

    kind: str
    other_brand: bool = False
    in_brands: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """One name found in a model: where it stands, what kind it names."""

    place: Place
    ref: Ref
    name: str


def references(model: BaseModel, place: Place = ()) -> Iterator[Reference]:
    """Every reference a model holds, deep, in the order it was declared; places use the keys an admin types."""
    found: list[Reference] = []
    _collect(model, place, found)
    return iter(found)


def _collect(model: BaseModel, place: Place, found: list[Reference]) -> None:
    """A list handed along: this runs for every value of a repository, and a generator for each would take long."""
    for name, key, ref in _fields(model.__class__):
        value = getattr(model, name)
        if value is not None:
            _in_value(value, (*place, key), ref, found)


def _in_value(value: Any, place: Place, ref: Ref | None, found: list[Reference]) -> None:
    kind = sort(value.__class__)
    if kind == "model":
        _collect(value, place, found)
    elif kind == "words":
        if ref is not None:
            found.append(Reference(place, ref, value))
    elif kind == "items":
        for index, item in enumerate(value):
            _in_value(item, (*place, index), ref, found)
    elif kind == "entries":
        for key, item in value.items():
            _in_value(item, (*place, key), ref, found)


@cache
def sort(kind: type) -> str:
    """What values of a type hold, asked once for each type: asking every value whether it is a model takes long."""
    if issubclass(kind, BaseModel):
        return "model"
    sorts = {str: "words", tuple: "items", Mapping: "entries"}
    return next((name for base, name in sorts.items() if issubclass(kind, base)), "")


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, Ref | None], ...]:
    """Fields worth looking into: marked ones, and those that may hold models with marked ones."""
    rows = []
    for name, field in model.model_fields.items():
        ref = next((item for item in field.metadata if isinstance(item, Ref)), None) or _inner(field.annotation)
        if ref is not None or _may_refer(field.annotation, frozenset()):
            rows.append((name, field.alias or name, ref))
    return tuple(rows)


def _may_refer(annotation: Any, seen: frozenset[Any]) -> bool:
    """Whether a value may hold a reference somewhere inside; a model inside itself adds nothing."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return False
        inside = seen | {annotation}
        return any(
            any(isinstance(item, Ref) for item in field.metadata) or _may_refer(field.annotation, inside)
            for field in annotation.model_fields.values()
        )
    if annotation is Any or isinstance(annotation, TypeVar | ForwardRef | str):
        return True
    return _inner(annotation) is not None or any(_may_refer(item, seen) for item in get_args(annotation))


def _inner(annotation: Any) -> Ref | None:
    """The mark inside `tuple[Annotated[…], …]`, `… | None` and the like."""
    for item in getattr(annotation, "__metadata__", ()):
        if isinstance(item, Ref):
            return item
    for item in getattr(annotation, "__args__", ()):
        inner = _inner(item)
        if inner is not None:
            return inner
    return None


@cache
def may_name_others(model: type[BaseModel]) -> bool:
    """Whether objects of a type may name what is in another brand."""
    return _reaches_out(model, frozenset())


def _reaches_out(annotation: Any, seen: frozenset[Any]) -> bool:
    if annotation is Any or isinstance(annotation, TypeVar | ForwardRef | str):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inside = seen | {annotation}
        return annotation not in seen and any(
            any(isinstance(item, Ref) and item.other_brand for item in field.metadata)
            or _reaches_out(field.annotation, inside)
            for field in annotation.model_fields.values()
        )
    if get_origin(annotation) is Literal:
        return False
    marks = (*getattr(annotation, "__metadata__", ()), *getattr(annotation, "__args__", ()))
    return any(
        item.other_brand if isinstance(item, Ref) else _reaches_out(item, seen) for item in marks if item is not None
    )
