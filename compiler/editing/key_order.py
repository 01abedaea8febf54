"""The order of keys in a file: that of its model, with what names and tags an object first.

Only keys of objects have an order of ours. Maps from id to object, languages of a text and lists stay as written.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, RootModel

from compiler.editing.nodes import Node
from compiler.kinds import Kind

_FIRST = ("extends", "fixture")
_LAST: Mapping[str, frozenset[str]] = {
    "text": frozenset({"visible_to", "event", "category"}),  # whom and when, then the words
    "order": frozenset({"icon"}),
    "fields": frozenset({"content"}),
    "personal": frozenset({"type", "label"}),
}
"""Keys that people write last, in models that have one of these keys, too: models list first what they inherit."""
_CONDITION = "if"


def put_in_order(root: Node, kind: Kind) -> None:
    """Order the keys of every object in a file of this kind, in place."""
    if kind.shape == "object":
        _order(root, (kind.model,))
        return
    for entry in root.entries:
        _order(entry.value, (kind.model,))


def _order(node: Node, annotations: tuple[Any, ...]) -> None:
    if node.sort == "scalar":
        return
    candidates = tuple(item for annotation in annotations for item in _parts(annotation))
    if node.sort == "list":
        inside = tuple(inner for item in candidates for inner in _items_of(item))
        for entry in node.entries:
            _order(entry.value, inside)
        return
    if any(entry.key is not None and entry.key.value == _CONDITION for entry in node.entries):
        node.entries.sort(key=lambda entry: entry.key is None or entry.key.value != _CONDITION)
        return  # a condition reads like a sentence; only its beginning is fixed
    model = _best(node, candidates)
    if model is None:
        inside = tuple(inner for item in candidates for inner in _values_of(item))
        for entry in node.entries:
            _order(entry.value, inside)
        return
    keys = _keys(model)
    place = {key: number for number, key in enumerate(keys)}
    first = node.entries[0] if node.entries else None
    node.entries.sort(key=lambda entry: place.get(entry.key.value if entry.key else "", len(place)))
    _keep_the_top(node, first)
    for entry in node.entries:
        _order(entry.value, (keys.get(entry.key.value if entry.key else "", Any),))


def _keep_the_top(node: Node, first: Any) -> None:
    """An empty line above the object belongs to the object, whichever key comes first now."""
    if node.entries and node.entries[0] is not first:
        node.entries[0].blank, first.blank = first.blank, node.entries[0].blank and bool(first.before)


def _best(node: Node, candidates: tuple[Any, ...]) -> type[BaseModel] | None:
    """The model whose keys a map has: of a union the one whose tag it says, else the one that shares most keys."""
    said = {entry.key.value: entry.value.value for entry in node.entries if entry.key is not None}
    best, most = None, 0
    for item in candidates:
        if not _is_model(item) or any(said.get(key) not in (None, *legal) for key, legal in _tags(item)):
            continue
        score = len(said.keys() & _keys(item).keys())
        if score > most:
            best, most = item, score
    return best


def _is_model(item: Any) -> bool:
    return isinstance(item, type) and issubclass(item, BaseModel) and not issubclass(item, RootModel)


@cache
def _tags(model: type[BaseModel]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Required keys with a closed list of words, as `do` and `type` are."""
    return tuple(
        (field.alias or name, get_args(field.annotation))
        for name, field in model.model_fields.items()
        if field.is_required() and get_origin(field.annotation) is Literal
    )


@cache
def _keys(model: type[BaseModel]) -> Mapping[str, Any]:
    """The keys of a model in their order, with what stands behind each."""
    fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    last = tuple(key for key, others in _LAST.items() if key in fields and others & fields.keys())
    fields = {key: fields[key] for key in (*(key for key in fields if key not in last), *last)}
    first = (*_FIRST, *(key for key, _ in _tags(model)))
    return {
        **{key: fields.get(key, Any) for key in first if key in fields or key == "extends"},
        **{key: annotation for key, annotation in fields.items() if key not in first},
    }


def _parts(annotation: Any) -> Iterator[Any]:
    """The members of a union, without what only annotates them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif _is_union(origin):
        for item in get_args(annotation):
            yield from _parts(item)
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _parts(annotation.model_fields["root"].annotation)
    else:
        yield annotation


def _is_union(origin: Any) -> bool:
    from types import UnionType
    from typing import Union

    return origin is UnionType or origin is Union


def _items_of(item: Any) -> tuple[Any, ...]:
    return tuple(inner for inner in get_args(item) if inner is not ...) if get_origin(item) is tuple else ()


def _values_of(item: Any) -> tuple[Any, ...]:
    return get_args(item)[1:] if get_origin(item) not in (None, tuple, Literal) and len(get_args(item)) == 2 else ()
