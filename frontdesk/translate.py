"""`frontdesk translate`: how far the translation is, saying that words still fit, the way to translators and back."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from compiler.compile import resolve
from compiler.diagnostic import did_you_mean, quoted, with_hint
from compiler.editing.edits import Changes, merged
from compiler.editing.translated import acknowledged
from compiler.link import ORGANIZATION, Linked
from compiler.read import NoSuchRevisionError, read_revision
from compiler.translation.counts import Row, Standing, standings
from compiler.translation.units import Unit
from frontdesk import heat_map
from frontdesk.changes import named, write
from frontdesk.compilation import CannotReadError, plural
from frontdesk.editing import refusing
from frontdesk.looking import FOLDER, NoAnswerError, echo_json, linked_folder, place_as_json

_LANGUAGE = click.option("--language", "-l", metavar="LANG", help="Only this language, as in ko or pt_BR.")
_BRAND = click.option("--brand", "-b", metavar="BRAND", help="Only this brand.")
_BASE = click.option("--base", metavar="REV", help="A revision to compare with: words that stayed behind are stale.")


@click.group()
def translate() -> None:
    """See how far the translation is, send words to translators and take them back."""


@translate.command(short_help="A map of what is translated.")
@FOLDER
@_BRAND
@_LANGUAGE
@_BASE
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file for it.")
@click.option("--all", "every", is_flag=True, help="List everything that is stale or missing.")
def status(
    folder: Path, brand: str | None, language: str | None, base: str | None, form: str, output: Path | None, every: bool
) -> None:
    """A map of what is translated: fresh, acknowledged, stale or missing, by part and language."""
    found = tuple(_standings(linked_folder(folder), folder, brand, language, base))
    if not found:
        click.echo("there is nothing to translate: one language, or no words")
        return
    if form == "json":
        echo_json({"version": 1, "units": [_as_json(row) for standing in found for row in standing.rows]})
        return
    text = heat_map.as_html(found) if form == "html" else "\n".join(heat_map.as_text(found, every)).rstrip()
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + ("" if text.endswith("\n") else "\n"))


@translate.command(short_help="Record that translations still fit.")
@click.argument("units", nargs=-1)
@FOLDER
@_BRAND
@_LANGUAGE
@click.option("--all", "every", is_flag=True, help="Every translation that is there.")
def ack(units: tuple[str, ...], folder: Path, brand: str | None, language: str | None, every: bool) -> None:
    """Record that translations say what their sources say now.

    UNITS are files or texts, as `status` names them: kb/start/welcome.md, portals/main.yaml:footer.text.
    """
    if not units and not every:
        raise click.UsageError("name what still fits, or say --all")
    linked = linked_folder(folder)
    found = tuple(_standings(linked, folder, brand, language, None))
    chosen = [row for standing in found for row in standing.rows if row.state != "missing"]
    if units:
        chosen = list(_chosen(units, chosen))
    changes: Changes = {}
    for standing in found:
        said = [(row.unit, row.language) for row in chosen if row.unit.owner == standing.owner.id]
        if said:
            with refusing():
                changes = {**changes, **acknowledged(linked.draft.documents.tree, linked, standing.owner, said)}
    _finish(folder, linked, changes)


@translate.command("export", short_help="Write a PO file for translators.")
@FOLDER
@_BRAND
@click.option("--language", "-l", required=True, metavar="LANG", help="The language to translate into.")
@_BASE
@click.option("--open", "only_open", is_flag=True, help="Only what is stale or missing.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file for it.")
def export(
    folder: Path, brand: str | None, language: str, base: str | None, only_open: bool, output: Path | None
) -> None:
    """Write a PO file for translators: every text with its place, what there is already, and what is doubtful."""
    from frontdesk.po import written  # Babel is slow to import

    linked = linked_folder(folder)
    rows = [row for standing in _standings(linked, folder, brand, language, base) for row in standing.rows]
    data = written(linked, [row for row in rows if not only_open or row.state in ("stale", "missing")], language)
    if output is None:
        click.echo(data.decode(), nl=False)
    else:
        output.write_bytes(data)


@translate.command("import", short_help="Take the words of a PO file back.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@FOLDER
@click.option("--language", "-l", metavar="LANG", help="The language, where the file does not say it.")
def take_back(file: Path, folder: Path, language: str | None) -> None:
    """Put the words of a PO file where they belong. Doubtful ones, and those of other sources, are only listed."""
    from compiler.report import visible
    from frontdesk.translators import taken_back

    linked = linked_folder(folder)
    with refusing():
        back = taken_back(linked, file, language)
    for problem in back.left_out:
        click.echo(f"left out: {visible(problem)}", err=True)
    _finish(folder, linked, back.changes)


def _standings(
    linked: Linked, folder: Path, brand: str | None, language: str | None, base: str | None
) -> Iterator[Standing]:
    """What was asked for. Raises `NoAnswerError` for a brand or language that is not there."""
    found = tuple(standings(linked, None if base is None else _earlier(folder, base)))
    names = [standing.owner.id for standing in found]
    if brand is not None and brand not in names:
        raise NoAnswerError(_nothing_in(brand, names, linked))
    spoken = [spoken for standing in found for spoken in standing.languages]
    if language is not None and language not in spoken:
        near = did_you_mean(language, spoken)
        raise NoAnswerError(with_hint(f"nothing is translated into {quoted(language)}", near))
    for standing in found:
        rows = tuple(row for row in standing.rows if language is None or row.language == language)
        if rows and brand in (None, standing.owner.id):
            yield Standing(standing.owner, rows)


def _nothing_in(brand: str, names: list[str], linked: Linked) -> str:
    known = (*linked.brands, ORGANIZATION)
    if brand not in known:
        return with_hint(f"there is no brand {quoted(brand)}", did_you_mean(brand, linked.brands))
    return with_hint(f"there is nothing to translate in {quoted(brand)}", did_you_mean(brand, names))


def _earlier(folder: Path, revision: str) -> Linked:
    try:
        return resolve(read_revision(folder, revision)[0])[0]
    except NoSuchRevisionError as error:
        raise CannotReadError(str(error)) from error


def _chosen(words: Iterable[str], rows: list[Row]) -> Iterator[Row]:
    """The rows somebody means, by whole addresses or their ends. Raises `NoAnswerError`."""
    for word in words:
        meant = [row for row in rows if _is_called(row.unit, word.strip("/"))]
        if not meant:
            near = did_you_mean(word, (row.unit.name for row in rows))
            raise NoAnswerError(with_hint(f"no translation is called {quoted(word)}", near))
        yield from meant


def _is_called(unit: Unit, word: str) -> bool:
    names = (unit.address, unit.name, unit.name.removesuffix(".md"), unit.name.replace(".yaml:", ":"))
    return word in names or unit.address.startswith((f"{word}/", f"{word}:")) or unit.name.startswith(f"{word}:")


def _finish(folder: Path, linked: Linked, changes: Changes) -> None:
    tree = linked.draft.documents.tree
    real = merged(tree, {}, changes)
    write(folder, real)
    for line in named(real, tree):
        click.echo(line)
    click.echo(f"{len(real)} {plural('file', len(real))} changed" if real else "nothing to change")


def _as_json(row: Row) -> dict[str, object]:
    return {"unit": row.unit.address, "language": row.language, "state": row.state, **place_as_json(row.span)}
