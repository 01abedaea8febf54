"""Who says a value, what it stands over, and who has it from there: answers to `frontdesk explain-origin`.

How values are put together is `compiler.origin`; this reads it off for one value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.documents import Documents, shown_path
from compiler.origin import Composed, Layer, Layers, alone, joined, nodes
from compiler.parse import Document, Value
from compiler.span import Path, Span


@dataclass(frozen=True, slots=True)
class Said:
    """One saying of a value and its place."""

    span: Span
    value: Value


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value comes from. `parts` are the values inside it that another file says."""

    file: str
    path: Path
    name: str
    value: Value
    said: Said
    merged: tuple[Said, ...]
    """What a map or list is made of beside that."""
    overridden: tuple[Said, ...]
    parts: "tuple[Origin, ...]" = ()
    heirs: tuple[str, ...] = ()
    """Where the value is in effect without being written there, as `FILE:KEYS`."""


def origin_of(documents: Documents, file: str, path: Path = ()) -> Origin:
    """The origin of one effective value; of a map or list, also the origins inside that differ from its own."""
    document = documents.parsed[file]
    value = document.value
    for step in path:
        value = value[step]
    bare = leaf_origin(documents, file, path)
    parts = (leaf_origin(documents, file, (*path, *inside)) for inside, item in nodes(value) if _is_leaf(item))
    differing = tuple(part for part in parts if part.said.span.file != bare.said.span.file or part.overridden)
    return replace(bare, value=value, parts=differing, heirs=tuple(_heirs(documents, bare)))


def leaf_origin(documents: Documents, file: str, path: Path) -> Origin:
    """The origin of a value without looking inside it, and without its heirs."""
    document = documents.parsed[file]
    first, *others = layers_of(document, path)
    together = len(joined((first, *others)))
    said = tuple(Said(layer.span(), layer.value) for layer in (first, *others))
    name = shown_path(document, path)
    return Origin(file, path, name, first.value, said[0], said[1:together], said[together:])


def layers_of(document: Document, path: Path) -> Layers:
    """Everything that is said of a value, what is in effect first."""
    if isinstance(document, Composed):
        return document.said(path)
    value = document.value
    for step in path:
        value = value[step]
    return (Layer(document, path, value),)


def _is_leaf(value: Value) -> bool:
    return not isinstance(value, dict | tuple) or not value


def _heirs(documents: Documents, origin: Origin) -> Iterator[str]:
    """The other places where a saying is in effect; a map or list, where any of it may be."""
    there = origin.said.span
    for file, document in documents.parsed.items():
        if file == there.file or not isinstance(document, Composed) or not _may_have(document, there.file):
            continue
        for path in ((), *(inside for inside, _ in nodes(document.value))):
            if (file, path) != (origin.file, origin.path) and _is_said(document, path, origin.said):
                yield f"{file}:{shown_path(document, path)}" if path else file


def _is_said(document: Composed, path: Path, said: Said) -> bool:
    return any(layer.span() == said.span and layer.value is said.value for layer in joined(document.said(path)))


def _may_have(document: Composed, source: str) -> bool:
    rows = (alone(document), *document.entries.values())
    return any(layer.document.file == source for row in rows for layer in row)
