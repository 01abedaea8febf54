"""What a policy may look at: the keys of a kind as an admin types them, joined by dots, and the values found there.

A path goes through lists and maps without saying so: `footer.links` are all links, `ivr_routes.inquiry_type` the types
of all routes. `brand.` before a path looks at the brand an object is in.
"""

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from compiler.kinds import KINDS
from compiler.link import LinkedBrand
from compiler.shape import Object
from schemas.brand import Bound
from schemas.durations import Duration, seconds
from schemas.sizes import Size
from schemas.text import Text

LeafType: TypeAlias = Literal["switch", "number", "duration", "size", "choice", "text", "part"]
"""How values at the end of a path compare; a `part` has keys of its own and can be there or not."""

OF_BRAND: Final = "brand"
ID: Final = "id"

_LISTS: Final = ("has", "has_any", "has_all", "present")
_OPERATORS: Final[Mapping[LeafType, tuple[str, ...]]] = {
    "switch": ("is", "present"),
    "number": ("is", "in", "at_least", "at_most", "between", "present"),
    "duration": ("is", "in", "at_least", "at_most", "between", "present"),
    "size": ("is", "in", "at_least", "at_most", "between", "present"),
    "choice": ("is", "in", "present"),
    "text": ("is", "in", "contains", "starts_with", "ends_with", "matches", "present"),
    "part": ("present",),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands at the end of a path: how it compares, whether there may be several, which words are legal."""

    type: LeafType
    several: bool = False
    legal: tuple[str, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators that mean something here; every one has its opposite."""
        return _LISTS if self.several else _OPERATORS[self.type]


class NoSuchPathError(LookupError):
    """A path that leads nowhere: the step that is not there, and the keys that are."""

    def __init__(self, step: str, legal: Iterable[str]) -> None:
        super().__init__(step)
        self.step = step
        self.legal = tuple(sorted(legal))


@dataclass(frozen=True, slots=True)
class _Place:
    """One thing a value may be: a model, a type, or a literal's words."""

    annotation: Any
    metadata: tuple[Any, ...] = ()
    several: bool = False


@cache
def leaf(kind: str, path: str) -> Leaf:
    """What a path of a kind leads to. Raises `NoSuchPathError`."""
    steps = path.split(".")
    if steps == [ID]:
        return Leaf("text")
    if steps[0] == OF_BRAND and len(steps) > 1:
        kind, steps = "brand", steps[1:]
    model = next(item.model for item in KINDS if item.name == kind)
    places = tuple(_alternatives(model))
    for step in steps:
        places = _below(places, step)
    return _leaf(places)


def _below(places: tuple[_Place, ...], step: str) -> tuple[_Place, ...]:
    below: list[_Place] = []
    keys: set[str] = set()
    for place in places:
        for name, field in _fields(place.annotation).items():
            key = field.alias or name
            keys.add(key)
            if key == step:
                below += _alternatives(field.annotation, tuple(field.metadata), place.several)
    if not below:
        raise NoSuchPathError(step, keys)
    return tuple(below)


def _fields(annotation: Any) -> Mapping[str, FieldInfo]:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation.model_fields if is_model and not issubclass(annotation, Text | Bound) else {}


def _alternatives(annotation: Any, metadata: tuple[Any, ...] = (), several: bool = False) -> Iterator[_Place]:
    """Everything a value may be, without `None`, through lists and maps."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _alternatives(arguments[0], (*metadata, *arguments[1:]), several)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            if argument is not type(None):
                yield from _alternatives(argument, metadata, several)
    elif origin is tuple:
        yield from _alternatives(arguments[0], (), True)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield from _alternatives(arguments[1], (), True)
    else:
        yield _Place(annotation, metadata, several)


def _leaf(places: tuple[_Place, ...]) -> Leaf:
    several = any(place.several for place in places)
    if all(get_origin(place.annotation) is Literal for place in places):
        words = tuple(dict.fromkeys(word for place in places for word in get_args(place.annotation)))
        if all(isinstance(word, int) for word in words):
            return Leaf("number", several)
        legal = tuple(map(str, words))
        return Leaf("duration", several) if all(map(_is_duration, legal)) else Leaf("choice", several, legal)
    return Leaf(_type(places[0]), several)


def _is_duration(word: str) -> bool:
    try:
        return seconds(word) > 0
    except ValueError:
        return False


def _type(place: _Place) -> LeafType:
    if place.annotation is bool:
        return "switch"
    if place.annotation is int:
        return "number"
    for name, known in (("duration", Duration), ("size", Size)):
        marks = {item.func for item in get_args(known) if isinstance(item, AfterValidator)}
        if any(isinstance(item, AfterValidator) and item.func in marks for item in place.metadata):
            return "duration" if name == "duration" else "size"
    return "part" if _fields(place.annotation) else "text"


@dataclass(frozen=True, slots=True)
class Value:
    """One value at the end of a path, and what it is called among others: its key in a map, its id, or itself."""

    value: Any
    name: str


def values(brand: LinkedBrand | None, thing: Object, path: str) -> tuple[Value, ...]:
    """The values a path leads to in an object; none where something on the way is left out."""
    steps = path.split(".")
    if steps == [ID]:
        return (Value(thing.id, thing.id),)
    start: Any = thing.value
    if steps[0] == OF_BRAND and len(steps) > 1:
        if brand is None:
            return ()
        start, steps = brand.brand.value, steps[1:]
    reached: tuple[Value, ...] = (Value(start, ""),)
    for step in steps:
        reached = tuple(below for item in reached for below in _step(item.value, step))
    return reached


def _step(value: Any, step: str) -> Iterator[Value]:
    for name, field in _fields(type(value)).items():
        if (field.alias or name) == step:
            yield from _each(getattr(value, name))


def _each(value: Any) -> Iterator[Value]:
    match value:
        case None:
            return
        case tuple():
            for item in value:
                yield from _each(item)
        case Mapping():
            for key, item in value.items():
                yield Value(item, str(key))
        case _:
            yield Value(value, str(getattr(value, "id", value)))
