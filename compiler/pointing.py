"""What somebody means who names a file, an object or a value in words: `brands/a/portals/main.yaml:design.colors.link`.

Short forms are understood as long as they mean one thing: `portals/main`, `portal:main`, `a/main`, `main`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.diagnostic import did_you_mean, quoted
from compiler.documents import Documents, shown_path
from compiler.entries import ENTRIES, entries
from compiler.libraries import is_of_library
from compiler.link import Linked, flat
from compiler.origin import Composed, nodes
from compiler.parse import Document, Value
from compiler.shape import Object
from compiler.span import Path, Step


class NothingMeantError(Exception):
    """Words that mean nothing, or several things; the message is fit to be shown and says what could be meant."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """One value of one document."""

    document: Document
    path: Path


def point(documents: Documents, words: str) -> Pointed:
    """The value that `FILE`, `FILE:KEYS` or `FILE:LINE` names. Raises `NothingMeantError`."""
    file, colon, inside = words.partition(":")
    named = document_of(documents, file)
    if not colon or not inside:
        return Pointed(named, ())
    if inside.isdecimal():
        _refuse_line_behind(documents, named, int(inside))
        return Pointed(named, path_at(named, int(inside)))
    return Pointed(named, path_of(named, inside))


def _refuse_line_behind(documents: Documents, document: Document, line: int) -> None:
    file = _own_file(document)
    lines = len(documents.tree.read(file).splitlines())
    if not 0 < line <= lines:
        raise NothingMeantError(f"{file} has no line {line}: it has {lines}")


def document_of(documents: Documents, words: str) -> Document:
    """The document of a file that is named in full, without its ending, or by its last parts."""
    wanted = words.strip("/")
    ends = tuple(f"/{wanted}{ending}" for ending in ("", ".yaml", ".md"))
    exact = [file for file in documents.parsed if f"/{file}" in ends]
    near = exact or [file for file in documents.parsed if f"/{file}".endswith(ends)]
    of_brands = [file for file in near if not is_of_library(file)]
    if len(near) == 1 or len(of_brands) == 1:
        return documents.parsed[(of_brands or near)[0]]
    if near:
        raise NothingMeantError(f"{quoted(words)} could be {_some(near)}: say which brand")
    if wanted in documents.tree.sizes:
        raise NothingMeantError(f"{wanted} could not be read: frontdesk check says why")
    hint = did_you_mean(wanted, documents.parsed) if len(documents.parsed) < 10_000 else ""
    raise NothingMeantError(f"there is no file {quoted(words)}" + (f"; {hint}" if hint.startswith("did") else ""))


def _some(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(shown[:5]) + (f" or {len(shown) - 5} more" if len(shown) > 5 else "")


def path_of(document: Document, words: str) -> Path:
    """The place that keys with dots between them lead to; items of lists by id or number.

    Keys may hold dots themselves. Raises `NothingMeantError`.
    """
    parts = words.replace("[", ".").replace("]", "").split(".")
    value = document.value
    path: list[Step] = []
    while parts:
        found = _step(value, parts)
        if found is None:
            raise NothingMeantError(_no_such_key(document, tuple(path), value, parts))
        step, used = found
        value = value[step]
        path.append(step)
        parts = parts[used:]
    return tuple(path)


def _step(value: Value, parts: list[str]) -> tuple[Step, int] | None:
    """The next step and how many of the words it takes."""
    if isinstance(value, dict):
        names = ((".".join(parts[:count]), count) for count in range(len(parts), 0, -1))
        return next(((name, count) for name, count in names if name in value), None)
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, dict) and str(item.get("id")) == parts[0]:
                return index, 1
        if parts[0].isdecimal() and int(parts[0]) < len(value):
            return int(parts[0]), 1
    return None


def _no_such_key(document: Document, path: Path, value: Value, parts: list[str]) -> str:
    where = f"{document.file}:{shown_path(document, path)}" if path else document.file
    hint = did_you_mean(parts[0], names) if (names := tuple(_names(value))) else "there is nothing inside"
    return f"{where} says nothing of {quoted('.'.join(parts))}; {hint}"


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, tuple):
        yield from (str(item.get("id", index)) for index, item in enumerate(value) if isinstance(item, dict))


def path_at(document: Document, line: int) -> Path:
    """What a line of a file says: the outermost value that is named on it, or the one it stands in."""
    best: tuple[int, int, Path] = (0, 0, ())
    for path, _ in nodes(document.value):
        span = document.span(path, "key")
        if span.file == _own_file(document) and best[0] < span.line <= line:
            best = (span.line, len(path), path)
    return best[2]


def _own_file(document: Document) -> str:
    return document.layers[0].document.file if isinstance(document, Composed) else document.file


def objects(linked: Linked) -> Iterator[Object]:
    """Every object of the repository, nodes of trees too, in the order of files."""
    return flat(linked.draft.objects)


def objects_called(linked: Linked, words: str) -> tuple[Object, ...]:
    """Objects that somebody means: `main`, `portal:main`, `easy/main`, `easy/portal:main`, or a file's path.

    Statuses, options and the like are meant where no object is called so, or by their kind. Raises `NothingMeantError`
    when nothing is.
    """
    everything = tuple(objects(linked))
    asked = words.strip("/")
    of_file = [thing for thing in everything if thing.file in (asked, f"{asked}.yaml", f"{asked}.md")]
    if of_file:
        return tuple(of_file)
    rest, colon, name = asked.rpartition(":")
    brand, slash, last = (rest if colon else asked).rpartition("/")
    kind, name = (last.replace("-", "_").replace(" ", "_"), name) if colon else ("", last)
    called = [
        thing
        for thing in everything
        if thing.id == name and (not kind or thing.kind == kind) and (not slash or thing.brand == brand)
    ] or [
        thing
        for thing in entries(linked)
        if (thing.id == name and (not kind or thing.kind == kind) and (not slash or thing.brand == brand))
        or (thing.id == asked and not colon)
    ]
    if not called:
        everything += tuple(entries(linked)) if kind in ENTRIES else ()
        near = did_you_mean(name, (thing.id for thing in everything if not kind or thing.kind == kind))
        what = f"{kind.replace('_', ' ')} {quoted(name)}" if kind else quoted(words)
        raise NothingMeantError(f"there is no {what}" + (f"; {near}" if near.startswith("did") else ""))
    return tuple(called)
