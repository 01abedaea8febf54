"""`frontdesk where-used`: every place that names an object, looks at it, links to it, fills it in or extends it."""

from pathlib import Path
from typing import Any

import click

from compiler.link import Linked
from compiler.pointing import objects_called
from compiler.read import LIBRARIES
from compiler.uses import Name, Use, uses
from frontdesk.looking import FOLDER, FORM, answering, echo_json, linked_folder, place_as_json, shown_place


@click.command("where-used")
@click.argument("name")
@FOLDER
@FORM
def where_used(name: str, folder: Path, form: str) -> None:
    """Say where NAME is used: an object as billing, group:billing or game-a/group:billing, or _library/games."""
    linked = linked_folder(folder)
    with answering():
        meant = _meant(linked, name)
    found: dict[Name, list[Use]] = {called: [] for called in meant}
    for use in uses(linked):
        if use.used in found:
            found[use.used].append(use)
    if form == "json":
        echo_json([_as_json(called, those) for called, those in found.items()])
        return
    for called, those in found.items():
        click.echo(f"{_called(*called[1:])} of {called[0]} ({meant[called]})")
        for use in those:
            click.echo(f"  {_called(use.by.kind, use.by.id or use.by.brand)} {use.how} it: {shown_place(use.span)}")
        if not those:
            click.echo("  nothing uses it")


def _meant(linked: Linked, name: str) -> dict[Name, str]:
    """What somebody may mean, with its file."""
    folder = name.removeprefix("brands/").strip("/")
    if folder.startswith(f"{LIBRARIES}/"):
        return {(LIBRARIES, "library", folder): f"brands/{folder}"}
    moved = linked.draft.documents.inherited
    return {
        (thing.brand, thing.kind, thing.id): moved.get(thing.file, thing.file) for thing in objects_called(linked, name)
    }


def _called(kind: str, name: str) -> str:
    return f"{kind.replace('_', ' ')} {name}".rstrip()


def _as_json(called: Name, those: list[Use]) -> dict[str, Any]:
    brand, kind, name = called
    rows = [{"how": use.how, "kind": use.by.kind, "id": use.by.id, **place_as_json(use.span)} for use in those]
    return {"brand": brand, "kind": kind, "id": name, "uses": rows}
