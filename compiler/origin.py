"""Where every effective value comes from: what several files say of one object, put together value by value.

The rule of composition is written once, here: a value of its own stands over an inherited one; maps merge; lists whose
items all have an `id` merge by it; everything else replaces. The value, its place and what it stands over are three
views of the same steps, so they cannot differ. Which files say something of one object is `compiler.compose`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from compiler.parse import Document, Value
from compiler.span import Part, Path, Span, Step

EXTENDS = "extends"
_WHOLE = frozenset({"code", "binding", "secret", "sla"})
# {code: x} is one value: words of languages never mix with it, nor hours of one's own with  windows: {sla: x}

_WAYS: tuple[frozenset[Step], ...] = (
    frozenset({"sla", "intervals"}),
    frozenset({"host", "domain"}),
    frozenset({"url", "article", "portal"}),
    frozenset({"stars", "choices"}),
)
"""Keys that are ways of saying one thing: an object with two of them would contradict itself."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file says of a value, itself without a base. `is_object`: its `extends` is no part of the value."""

    document: Document
    path: Path
    value: Value
    is_object: bool = False

    def span(self, part: Part = "value") -> Span:
        """The place of the value, or of its key."""
        return self.document.span(self.path, part)


Layers = tuple[Layer, ...]
"""What is said of one value, the strongest first; never empty."""


def says_extends(value: Value) -> bool:
    """Whether an object names a base."""
    return isinstance(value, dict) and EXTENDS in value


def effective(layers: Layers) -> Value:
    """The value that several layers make."""
    taking_part = joined(layers)
    top = taking_part[0]
    if len(taking_part) == 1 and not (top.is_object and EXTENDS in top.value):
        return top.value
    inside = inner(taking_part)
    if isinstance(top.value, dict):
        return {key: effective(below) for key, below in inside.items()}
    return tuple(effective(below) for below in inside.values())


def joined(layers: Layers) -> Layers:
    """The layers that make the value together: the first, and those it merges with."""
    first = layers[0]
    is_map = isinstance(first.value, dict)
    if len(layers) == 1 or not (is_map or _is_keyed(first.value)) or _is_whole(first):
        return layers[:1]
    for index, layer in enumerate(layers[1:], 1):
        fits = isinstance(layer.value, dict) and not _is_whole(layer) if is_map else _is_keyed(layer.value)
        if not fits:
            return layers[:index]
    return layers


def inner(layers: Layers) -> Mapping[Step, Layers]:
    """What is said of each value inside, by key or place: inherited ones first, in the order of the base."""
    if isinstance(layers[0].value, dict):
        return _inside_maps(joined(layers))
    if isinstance(layers[0].value, tuple):
        return _inside_lists(joined(layers))
    return {}


def nodes(value: Value, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Every value inside a value with its path, outer ones first; not the value itself."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    for step, item in inside:
        yield (*path, step), item
        yield from nodes(item, (*path, step))


def _inside_maps(layers: Layers) -> Mapping[Step, Layers]:
    keys: dict[Step, Layers] = {}
    for layer, gone in zip(reversed(layers), reversed(_said_otherwise(layers)), strict=True):
        for key, value in layer.value.items():
            if key not in gone:
                keys[key] = (Layer(layer.document, (*layer.path, key), value), *keys.get(key, ()))
    if any(layer.is_object for layer in layers):
        keys.pop(EXTENDS, None)
    return keys


def _said_otherwise(layers: Layers) -> tuple[frozenset[Step], ...]:
    """For each layer the keys that stronger ones say in another way: `intervals` stands over an inherited `sla`."""
    rows: list[frozenset[Step]] = []
    gone: frozenset[Step] = frozenset()
    for layer in layers:
        rows.append(gone)
        if len(layers) > 1:
            gone |= {other for ways in _WAYS for key in ways & layer.value.keys() for other in ways - {key}}
    return tuple(rows)


def _inside_lists(layers: Layers) -> Mapping[Step, Layers]:
    if len(layers) == 1:
        layer = layers[0]
        return {index: (Layer(layer.document, (*layer.path, index), item),) for index, item in enumerate(layer.value)}
    rows: list[list[Layer]] = []
    for layer in reversed(layers):
        known = {row[0].value["id"]: row for row in rows}
        for index, item in enumerate(layer.value):
            row = known.pop(item["id"], None)  # a second item with one id stays a second item, to be reported
            if row is None:
                rows.append(row := [])
            row.insert(0, Layer(layer.document, (*layer.path, index), item))
    return {index: tuple(row) for index, row in enumerate(rows)}


def _is_keyed(value: Value) -> bool:
    """Whether a list is one of objects that are told apart by their ids."""
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)
    )


def _is_whole(layer: Layer) -> bool:
    """Whether a map is one value, such as `{code: x}`; what a file or an object says as a whole never is."""
    if layer.is_object or not layer.path or not isinstance(layer.value, dict) or len(layer.value) != 1:
        return False
    [(key, value)] = layer.value.items()
    return key in _WHOLE and isinstance(value, str)


@dataclass(frozen=True, slots=True)
class Composed(Document):
    """A document made of several, or standing in a brand's place for one of a library; every place in it is true."""

    layers: Layers = field(kw_only=True, repr=False)
    entries: Mapping[Step, Layers] = field(kw_only=True, repr=False, default_factory=dict)
    """For files that hold several objects: those that extend a sibling."""

    def span(self, path: Path = (), part: Part = "value") -> Span:
        """The place of a key or value in the file that says it; the nearest existing ancestor's as elsewhere."""
        return self.said(path)[0].span(part)

    def said(self, path: Path) -> Layers:
        """Everything that is said of a value, the strongest first; of its nearest ancestor when there is none."""
        layers = self.layers
        for depth, step in enumerate(path):
            inside = inner(layers) if depth or step not in self.entries else self.entries
            if step not in inside:
                break
            layers = inside[step]
        return layers

    def switch_words(self) -> tuple[Span, ...]:
        """Those of every file it is made of."""
        return tuple(chain.from_iterable(document.switch_words() for document in self._documents()))

    def blank_values(self) -> tuple[Span, ...]:
        """Those of every file it is made of."""
        return tuple(chain.from_iterable(document.blank_values() for document in self._documents()))

    def _documents(self) -> Iterable[Document]:
        """Documents of the file's own place: what a sibling says is reported where the sibling stands."""
        return {layer.document.file: layer.document for layer in self.layers if not layer.path}.values()


def composed(file: str, layers: Layers, entries: Mapping[Step, Layers] | None = None) -> Composed:
    """One document of what several files say; `entries` replaces what is said of single objects in it."""
    value = effective(layers)
    if entries:
        if isinstance(value, dict):
            value = {key: effective(entries[key]) if key in entries else item for key, item in value.items()}
        else:
            value = tuple(effective(entries[index]) if index in entries else item for index, item in enumerate(value))
    return Composed(file, value, layers=layers, entries=entries or {})


def alone(document: Document) -> Layers:
    """What is said of a document that is made of nothing else."""
    return document.layers if isinstance(document, Composed) else (Layer(document, (), document.value),)
