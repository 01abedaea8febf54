"""`frontdesk diff`: what customers and agents will notice of a change, from two states of the repository."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from compiler.blobs import AskedBlobs
from compiler.changes.model import Report
from compiler.changes.report import State, report
from compiler.changes.sides import Side
from compiler.changes.unbuilt import Unbuilt
from compiler.link import Linked
from compiler.read import LIBRARIES, SourceTree
from compiler.report import as_text
from frontdesk.compilation import CannotReadError, compile_folder, compile_revision
from frontdesk.looking import FOLDER

HERE: Final = "the folder as it is"
_ALWAYS: Final = ("_organization", LIBRARIES)
_STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "title": {"bold": True},
    "heading": {"bold": True, "fg": "blue"},
    "subject": {"bold": True},
    "plain": {},
    "gone": {"fg": "red"},
    "new": {"fg": "green"},
    "faint": {"dim": True},
}
FORMATS: Final = ("text", "markdown", "json", "html")


@click.command()
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@FOLDER
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file for it.")
@click.option("--limit", type=click.IntRange(min=4_000), default=65_000, help="Characters of the Markdown, at most.")
@click.option("--whole", metavar="WORDS", help="Where the Markdown says the whole report is, as a link or a command.")
@click.option("--all", "every", is_flag=True, help="Every line of long texts.")
@click.option("--pictures", type=click.IntRange(0, 500), default=40, help="Pages the HTML shows pictures of, at most.")
def diff(  # noqa: PLR0913, PLR0917  one for each option
    base: str,
    head: str | None,
    folder: Path,
    form: str,
    output: Path | None,
    limit: int,
    whole: str | None,
    every: bool,
    pictures: int,
) -> None:
    """Say what people will notice of the change from BASE to HEAD.

    Both are revisions of git. BASE left out is the last commit; HEAD left out is the folder as it is, with what is not
    committed. Exit code 0: both are the same bundle; 1: they differ; 2: one of them cannot be built, and its findings
    are what is written.
    """
    if form == "html" and output is None and sys.stdout.isatty():
        raise click.UsageError("a page is nothing to read here: say where it goes, as in -o review.html")
    with _no_older_one(output):
        states = [_compiled(folder, revision) for revision in (base, head)]
    whole = whole or f"frontdesk diff {base} {head or ''}".rstrip()
    unbuilt = [state for state in states if isinstance(state, Unbuilt)]
    if unbuilt:
        _put(_told(unbuilt, form, limit, whole), output)
        for one in unbuilt:
            click.echo(f"{one.label} {one.sentence}", err=True)
        sys.exit(2)
    before, after = (state for state in states if isinstance(state, State))
    made = report(before, after)
    if form == "html":
        from frontdesk.review import review_page

        text, told = review_page(before, after, made, datetime.now(UTC), pictures)
        click.echo(f"{output or 'review'}: {told}", err=True)
    else:
        text = _written(made, form, limit, whole, every)
    _put(text, output)
    sys.exit(0 if made.is_empty else 1)


@contextmanager
def _no_older_one(output: Path | None) -> Iterator[None]:
    """Where no state can even be read, no report of an earlier run is left behind that could be taken for this one."""
    try:
        yield
    except CannotReadError:
        if output is not None and output.is_file():
            output.unlink()
        raise


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text)
    except OSError as error:
        raise CannotReadError(f"cannot write {output}: {error.strerror}") from error


def _told(states: list[Unbuilt], form: str, limit: int, whole: str) -> str:
    """What is written instead of a report, in the format that was asked for."""
    from compiler.changes.unbuilt import as_data, as_markdown

    if form == "json":
        return json.dumps(as_data(states), ensure_ascii=False, indent=1) + "\n"
    if form == "markdown":
        return as_markdown(states, limit, whole)
    if form == "html":
        from compiler.review.unbuilt import unbuilt_page

        return unbuilt_page(states)
    return "".join(one.text for one in states)


def _written(made: Report, form: str, limit: int, whole: str, every: bool) -> str:
    if form == "json":
        from compiler.changes.data import as_data

        return json.dumps(as_data(made), ensure_ascii=False, indent=1) + "\n"
    if form == "markdown":
        from compiler.changes.markdown import as_markdown

        return as_markdown(made, limit, whole)
    from compiler.changes.text import as_lines

    if made.is_empty:
        return f"no difference: {made.head.root}\n"
    return "".join(f"{click.style(line.text, **_STYLES[line.style])}\n" for line in as_lines(made, every=every))  # type: ignore[arg-type]  # a table of options


def _compiled(folder: Path, label: str | None) -> State | Unbuilt:
    """A state that can be compared, or one that cannot be built."""
    blobs = AskedBlobs()
    run = compile_folder(folder, blobs) if label is None else compile_revision(folder, label, blobs)
    compiled = run.compiled
    commit = None if label is None else _commit(folder, label)
    if compiled.bundle is None or compiled.root_digest is None:
        return Unbuilt(label or HERE, commit, compiled.diagnostics, as_text(compiled.diagnostics, run.tree.read))
    bundle = compiled.bundle
    side = Side(compiled.root_digest, compiled.shards, bundle.brands.__getitem__, bundle.environments, blobs.read)
    return State(label or HERE, commit, side, _linked(run.tree), compiled.diagnostics, compiled.counts["portals"])


def _commit(folder: Path, revision: str) -> str:
    from git import Repo

    return str(Repo(folder, search_parent_directories=True).commit(revision).hexsha)


def _linked(tree: SourceTree) -> Callable[[frozenset[str]], Linked]:
    """The names of some brands, with what all brands share: nothing is read of any other."""

    def linked(brands: frozenset[str]) -> Linked:
        from compiler.compile import resolve

        kept = tuple(f"brands/{name}/" for name in (*brands, *_ALWAYS))
        sizes = {
            path: size
            for path, size in tree.sizes.items()
            if path.startswith(kept) or not path.startswith("brands/") or path.count("/") == 1
        }
        return resolve(SourceTree(tree.label, sizes, tree.read))[0]

    return linked
