"""`frontdesk list`: the objects there are, by kind, with their names and places."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from compiler.diagnostic import did_you_mean, quoted
from compiler.kinds import KINDS
from compiler.link import Linked
from compiler.pointing import objects
from compiler.shape import Object
from frontdesk.looking import (
    FOLDER,
    FORM,
    NoAnswerError,
    brand_known,
    echo_json,
    linked_folder,
    place_as_json,
)
from schemas.text import Text, words

_NAMES = ("title", "name", "label", "subject")


@click.command("list")
@click.argument("kind", required=False)
@click.option("--brand", help="Only what this brand has.")
@FOLDER
@FORM
def listing(kind: str | None, brand: str | None, folder: Path, form: str) -> None:
    """List the objects of a KIND; without KIND, say how many there are of each."""
    linked = linked_folder(folder)
    brand_known(linked, brand)
    everything = [thing for thing in objects(linked) if brand in (None, thing.brand)]
    if kind is None:
        _counts(everything, form)
        return
    wanted = kind.replace("-", "_").replace(" ", "_")
    legal = tuple(item.name for item in KINDS)
    if wanted not in legal:
        raise NoAnswerError(f"there is no kind {quoted(kind)}; {did_you_mean(wanted, legal)}")
    rows = [_row(linked, thing) for thing in everything if thing.kind == wanted]
    if form == "json":
        echo_json(rows)
        return
    for row in rows:
        name = f"  {row['name']}" if row["name"] else ""
        click.echo(f"{row['brand']}/{row['id']}{name}  {row['place']}".removeprefix("/"))


def _counts(everything: list[Object], form: str) -> None:
    count = Counter(thing.kind for thing in everything)
    if form == "json":
        echo_json(dict(count))
        return
    for kind in (item.name for item in KINDS):
        if count[kind]:
            click.echo(f"{count[kind]:>6}  {kind}")


def _row(linked: Linked, thing: Object) -> dict[str, Any]:
    span = linked.draft.span(thing, (), "key")
    return {
        "brand": thing.brand,
        "kind": thing.kind,
        "id": thing.id,
        "name": _name(linked, thing),
        "place": span.shown,
        **place_as_json(span),
    }


def _name(linked: Linked, thing: Object) -> str:
    """What people call it: its first title, name or label, in the brand's default language."""
    brand = linked.brands.get(thing.brand)
    language = brand.default_language if brand else "en"
    for key in _NAMES:
        value = getattr(thing.value, key, None)
        if isinstance(value, str):
            return value
        if isinstance(value, Text) and value.code is None:
            return words(value, language, language) or next(iter((value.by_language or {}).values()), "")
    return ""
