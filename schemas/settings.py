"""Kinds whose compiled form is what was written, with every text in every language.

Completing such an object and finding the files it names live here, by walking its model; which kinds these are is
decided by the compiler, what they mean by their own models.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, SerializeAsAny

from schemas.model import Model
from schemas.names import File
from schemas.refs import Place
from schemas.text import Format, Localized, Text, TextFormat, compiled

M = TypeVar("M", bound=BaseModel)
Say: TypeAlias = Callable[[Text, TextFormat], Localized]

PLAIN: Final[TextFormat] = "plain"


class Settings(Model, Generic[M]):
    """`settings/<kind>` of a shard: every object of the kind by its id, in the order it was written."""

    objects: Mapping[str, SerializeAsAny[M]] = {}


def completed(model: M, say: Say) -> M:
    """The model with every text as a map of all languages; `say` gives the words, rendered as their format asks."""
    changes = {}
    for name, _, format_, _ in _fields(type(model)):
        value = getattr(model, name)
        whole = _whole(value, format_, say)
        if whole is not value:
            changes[name] = whole
    return model.model_copy(update=changes) if changes else model


def _whole(value: Any, format_: TextFormat, say: Say) -> Any:
    match value:
        case Text():
            return compiled(say(value, format_))
        case BaseModel():
            return completed(value, say)
        case tuple() if value:
            whole = tuple(_whole(item, format_, say) for item in value)
            return whole if any(new is not old for new, old in zip(whole, value, strict=True)) else value
        case Mapping() if value:
            made = {key: _whole(item, format_, say) for key, item in value.items()}
            return made if any(made[key] is not item for key, item in value.items()) else value
        case _:
            return value


def formats(model: type[BaseModel]) -> Mapping[str, TextFormat]:
    """What the texts of each field are, by the field's name."""
    return {name: format_ for name, _, format_, _ in _fields(model)}


def files(model: BaseModel, place: Place = ()) -> Iterator[tuple[Place, str, File]]:
    """Every file of the brand that a model names: where it stands, its path, what it is for."""
    for name, key, _, file in _fields(type(model)):
        yield from _files(getattr(model, name), (*place, key), file)


def _files(value: Any, place: Place, file: File | None) -> Iterator[tuple[Place, str, File]]:
    match value:
        case str() if file is not None:
            yield place, value, file
        case BaseModel():
            yield from files(value, place)
        case tuple():
            for index, item in enumerate(value):
                yield from _files(item, (*place, index), file)
        case Mapping():
            for key, item in value.items():
                yield from _files(item, (*place, key), file)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, TextFormat, File | None], ...]:
    """Name, key, format of its texts and use of its file, for every field."""
    rows = []
    for name, field in model.model_fields.items():
        marks = (*field.metadata, *_marks(field.annotation))
        format_ = next((mark.format for mark in marks if isinstance(mark, Format)), PLAIN)
        file = next((mark for mark in marks if isinstance(mark, File)), None)
        rows.append((name, field.alias or name, format_, file))
    return tuple(rows)


def _marks(annotation: Any) -> Iterator[Any]:
    """The marks inside `tuple[Annotated[…], …]`, `… | None` and the like."""
    yield from getattr(annotation, "__metadata__", ())
    for item in getattr(annotation, "__args__", ()):
        yield from _marks(item)
