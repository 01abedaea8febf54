"""`frontdesk explain-origin`: who says a value, what it stands over and who has it from there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from compiler.inheritance import Origin, Said, origin_of
from compiler.link import Linked
from compiler.parse import Document
from compiler.pointing import NothingMeantError, document_of, point
from compiler.span import Span
from frontdesk.looking import (
    FOLDER,
    FORM,
    answering,
    echo_json,
    linked_folder,
    place_as_json,
    shown_value,
)


@click.command("explain-origin")
@click.argument("value")
@FOLDER
@FORM
def explain_origin(value: str, folder: Path, form: str) -> None:
    """Say where VALUE comes from: FILE:KEYS, as in portals/main:design.colors.link, FILE:LINE, or FILE for all of it.

    FILE may be cut short as long as it means one file; items of lists are named by their ids.
    """
    linked = linked_folder(folder)
    documents = linked.draft.documents
    with answering():
        try:
            pointed = point(documents, value)
        except NothingMeantError:
            told = _unsaid(linked, value)
            if told is None:
                raise
            echo_json(told) if form == "json" else click.echo(_default_as_text(told))
            return
    origin = origin_of(documents, pointed.document.file, pointed.path)
    if form == "json":
        echo_json(_as_json(origin))
    else:
        click.echo("\n".join(_as_text(origin)))


def _as_text(origin: Origin) -> Iterator[str]:
    yield f"{_called(origin)} is {shown_value(origin.value)}"
    yield f"  said in       {origin.said.span.shown}"
    for said in origin.merged:
        yield f"  together with {said.span.shown}"
    for said in origin.overridden:
        yield f"  instead of    {_over(said)}"
    for part in origin.parts:
        yield f"  {part.name} is {shown_value(part.value)}"
        yield f"    said in     {part.said.span.shown}"
        for said in part.overridden:
            yield f"    instead of  {_over(said)}"
    for heir in origin.heirs:
        yield f"  inherited by  {heir}"


def _called(origin: Origin) -> str:
    return f"{origin.file}:{origin.name}" if origin.name else origin.file


def _over(said: Said) -> str:
    return f"{shown_value(said.value)} in {said.span.shown}"


def _as_json(origin: Origin) -> dict[str, Any]:
    return {
        "file": origin.file,
        "keys": origin.name,
        "value": origin.value,
        "said": place_as_json(origin.said.span),
        "merged": [place_as_json(said.span) for said in origin.merged],
        "overridden": [{"value": said.value, **place_as_json(said.span)} for said in origin.overridden],
        "parts": [_as_json(part) for part in origin.parts],
        "heirs": list(origin.heirs),
    }


_OF_REPOSITORY = frozenset({"languages", "time_zone", "translations"})
"""Keys of a brand or portal that `defaults:` in frontdesk.yaml says for those that do not."""


def _unsaid(linked: Linked, words: str) -> dict[str, Any] | None:
    """The default of a key that no file says; `None` when there is no such key."""
    file, _, keys = words.partition(":")
    document = document_of(linked.draft.documents, file)
    thing = next((item for item in linked.draft.objects if item.file == document.file), None)
    value: Any = None if thing is None or thing.path else thing.value
    for key in keys.split("."):
        if key not in getattr(type(value), "model_fields", {}):
            return None
        value = getattr(value, key)
    of_repository = _repository_default(linked, keys) if thing and thing.kind in ("brand", "portal") else None
    if of_repository is not None:
        said, place = of_repository
        return {"file": document.file, "keys": keys, "value": said, "said": place_as_json(place), "default": True}
    dumped = value.model_dump(mode="json") if hasattr(value, "model_dump") else value
    return {"file": document.file, "keys": keys, "value": dumped, "said": None, "default": True}


def _repository_default(linked: Linked, key: str) -> tuple[Any, Span] | None:
    document: Document | None = linked.draft.documents.parsed.get("frontdesk.yaml")
    if document is None or key not in _OF_REPOSITORY or not isinstance(document.value.get("defaults"), dict):
        return None
    if key not in document.value["defaults"]:
        return None
    return document.value["defaults"][key], document.span(("defaults", key))


def _default_as_text(told: dict[str, Any]) -> str:
    head = f"{told['file']}:{told['keys']} is {shown_value(told['value'])}"
    if told["said"] is None:
        return f"{head}\n  no file says it: this is the language's default"
    place = told["said"]
    return f"{head}\n  said in       {place['file']}:{place['line']}:{place['column']}, for all that do not say it"
