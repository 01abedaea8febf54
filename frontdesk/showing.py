"""`frontdesk show`: an object as it is in effect, with or without the line that says each value."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from compiler.inheritance import layers_of
from compiler.link import Linked
from compiler.pointing import objects_called
from compiler.report import visible
from compiler.shape import Object
from compiler.span import Path as Keys
from compiler.span import Span
from frontdesk.looking import FOLDER, FORM, answering, echo_json, linked_folder


@click.command()
@click.argument("name")
@click.option("--resolved", is_flag=True, help="With what it inherits and every default, and who says each value.")
@FOLDER
@FORM
def show(name: str, resolved: bool, folder: Path, form: str) -> None:
    """Show the object NAME: main, portal:main, easy-printer/portal:main, or the path of its file."""
    linked = linked_folder(folder)
    with answering():
        things = objects_called(linked, name)
    if form == "json":
        echo_json([_as_json(linked, thing, resolved=resolved) for thing in things])
        return
    for number, thing in enumerate(things):
        click.echo(("\n" if number else "") + _heading(linked, thing))
        for line in _lines(linked, thing, resolved=resolved):
            click.echo(line)


def _heading(linked: Linked, thing: Object) -> str:
    called = f"{thing.brand}/{thing.kind}:{thing.id}".strip("/:")
    source = linked.draft.documents.inherited.get(thing.file, thing.file)
    return f"# {called} ({source})"


def _as_json(linked: Linked, thing: Object, *, resolved: bool) -> dict[str, Any]:
    value = thing.value.model_dump(mode="json", by_alias=True) if resolved else _written(linked, thing)
    return {"brand": thing.brand, "kind": thing.kind, "id": thing.id, "file": thing.file, "value": value}


def _written(linked: Linked, thing: Object) -> Any:
    """What files say of it, bases counted."""
    value = linked.draft.documents.parsed[thing.file].value
    for step in thing.path:
        value = value[step]
    return value


def _lines(linked: Linked, thing: Object, *, resolved: bool) -> Iterator[str]:
    written = _written(linked, thing)
    if not resolved:
        yield from (line for line, _ in _block(written, (), 0))
        return
    document = linked.draft.documents.parsed[thing.file]
    whole = _with_defaults(written, thing.value.model_dump(mode="json", by_alias=True))
    for line, path in _block(whole, (), 0):
        if path is None:
            yield line
            continue
        said = _is_written(written, path)
        origin = _short(layers_of(document, (*thing.path, *path))[0].span()) if said else "default"
        yield f"{line}  # {origin}"


def _short(span: Span) -> str:
    return f"{span.file}:{span.line}"


def _is_written(value: Any, path: Keys) -> bool:
    for step in path:
        inside = isinstance(value, dict) and step in value
        if not inside and not (isinstance(value, tuple | list) and isinstance(step, int) and step < len(value)):
            return False
        value = value[step]
    return True


def _with_defaults(written: Any, whole: Any) -> Any:
    """What is written, with the defaults of keys that are not; what stands for nothing is left out."""
    if isinstance(written, dict) and isinstance(whole, dict):
        missing = {
            key: said for key, item in whole.items() if key not in written and (said := _saying(item)) is not None
        }
        return {**{key: _with_defaults(item, whole.get(key)) for key, item in written.items()}, **missing}
    if isinstance(written, tuple) and isinstance(whole, list) and len(whole) == len(written):
        return tuple(_with_defaults(item, other) for item, other in zip(written, whole, strict=True))
    return written


def _saying(value: Any) -> Any:
    """A default without what stands for nothing; `None` when that is all of it."""
    if isinstance(value, dict):
        return {key: said for key, item in value.items() if (said := _saying(item)) is not None} or None
    return None if value in (None, [], "") else value


def _block(value: Any, path: Keys, depth: int) -> Iterator[tuple[str, Keys | None]]:
    """A value as YAML in block style; with each line the path of the value it holds, if it holds one."""
    indent = "  " * depth
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(f"{indent}{_scalar(str(key))}:", item, (*path, key), depth)
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _item(indent, item, (*path, index), depth)
    else:
        yield f"{indent}{_scalar(value)}", path


def _item(indent: str, item: Any, path: Keys, depth: int) -> Iterator[tuple[str, Keys | None]]:
    """An item of a list; the first key of an object stands beside the dash."""
    if not (isinstance(item, dict) and item):
        yield from _entry(f"{indent}-", item, path, depth)
        return
    for number, (line, inside) in enumerate(_block(item, path, depth + 1)):
        yield (line if number else f"{indent}- {line[2 * depth + 2 :]}"), inside


def _entry(head: str, item: Any, path: Keys, depth: int) -> Iterator[tuple[str, Keys | None]]:
    if isinstance(item, dict | tuple | list) and item:
        yield head, None
        yield from _block(item, path, depth + 1)
    else:
        yield f"{head} {_scalar(item)}", path


_PLAIN = re.compile(r"[A-Za-z가-힣/][\w가-힣./@+-]*(?: [\w가-힣./@+-]+)*\Z")
_READ_OTHERWISE = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def _scalar(value: Any) -> str:
    """A value as YAML on one line; words that could be read as anything else are quoted."""
    if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _READ_OTHERWISE:
        return value
    return visible(json.dumps(value, ensure_ascii=False))
