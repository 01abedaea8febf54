"""`frontdesk where-used`: every place that names an object, looks at it, links to it, fills it in or extends it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from compiler.link import ORGANIZATION, Linked
from compiler.pointing import NothingMeantError, objects_called
from compiler.read import LIBRARIES, is_asset
from compiler.shape import Object
from compiler.uses import Name, Use, name_of, uses
from frontdesk.looking import FOLDER, FORM, answering, echo_json, linked_folder, place_as_json


@click.command("where-used")
@click.argument("name")
@FOLDER
@FORM
def where_used(name: str, folder: Path, form: str) -> None:
    """Say where NAME is used.

    NAME is an object as billing, group:billing or game-a/group:billing, a brand, a library as _library/games, a file as
    assets/logo.png, or an entry of a list as status:pending or option:model/p-100.
    """
    linked = linked_folder(folder)
    with answering():
        meant = _meant(linked, name)
    rows: dict[Name, dict[Any, Use]] = {called: {} for called in meant}
    for use in uses(linked):
        if use.used in rows:
            rows[use.used].setdefault((use.span, use.how, name_of(use.by)), use)
    found = {called: [*those.values()] for called, those in rows.items()}
    if form == "json":
        echo_json([_as_json(called, those) for called, those in found.items()])
        return
    for called, those in found.items():
        of = f" of {called[0]}" if called[2] else ""
        click.echo(f"{_called(called[1], called[2] or called[0])}{of} ({meant[called]})")
        for use in those:
            click.echo(f"  {_called(use.by.kind, _name(use.by))} {use.how} it: {use.span.shown}")
        if not those:
            click.echo("  nothing uses it")


def _meant(linked: Linked, name: str) -> dict[Name, str]:
    """What somebody may mean, with its file."""
    folder = name.removeprefix("brands/").strip("/")
    if folder.startswith(f"{LIBRARIES}/"):
        return {(LIBRARIES, "library", folder): f"brands/{folder}"}
    brand = linked.brands.get(name.removeprefix("brand:"))
    if brand is not None:
        return {name_of(brand.brand): brand.brand.file}
    moved = linked.draft.documents.inherited
    found = dict(_files(linked, name))
    if not found or "/" not in name:
        try:
            found |= {name_of(thing): moved.get(thing.file, thing.file) for thing in objects_called(linked, name)}
        except NothingMeantError:
            if not found:
                raise
    return found


def _files(linked: Linked, name: str) -> Iterator[tuple[Name, str]]:
    """Files handed out that end in these words."""
    wanted = f"/{name.strip('/')}"
    for file in linked.draft.documents.tree.sizes:
        brand, _, path = file.removeprefix("brands/").partition("/")
        if is_asset(file) and f"/{file}".endswith(wanted) and (brand == ORGANIZATION or brand in linked.brands):
            yield (brand, "asset", path), linked.draft.documents.inherited.get(file, file)


def _name(thing: Object) -> str:
    """What to call an object that uses another; tests of rules by their file, what a brand has once by the brand."""
    return thing.id or thing.parts.get("file") or thing.brand


def _called(kind: str, name: str) -> str:
    return f"{kind.replace('_', ' ')} {name}".rstrip()


def _as_json(called: Name, those: list[Use]) -> dict[str, Any]:
    brand, kind, name = called
    rows = [{"how": use.how, "kind": use.by.kind, "id": use.by.id, **place_as_json(use.span)} for use in those]
    return {"brand": brand, "kind": kind, "id": name, "uses": rows}
