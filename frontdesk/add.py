"""`frontdesk add`: a new object with the least it needs to be right, then what `frontdesk check` says of it."""

from collections import Counter
from pathlib import Path
from typing import TypeAlias

import click

from frontdesk.compilation import Run, compile_folder
from frontdesk.editing import DRY, FOLDER, apply, edit, kinds_begun

_Said: TypeAlias = tuple[str, str, str]


@click.command()
@click.argument("kind", shell_complete=kinds_begun)
@click.argument("name")
@FOLDER
@click.option("--brand", help="Whose it is, where there are several brands; _organization for what all of them share.")
@DRY
def add(kind: str, name: str, folder: Path, brand: str | None, is_dry: bool) -> None:
    """Add an object of KIND called NAME, as in  add field order_no,  add article start/welcome,  add trigger greet.

    Comments and everything else in a file that others share stay as they are.
    """
    from compiler.editing.adding import added

    with edit(folder) as (tree, linked):
        changes = added(tree, linked, kind, name, brand)
    before = Counter() if is_dry else _findings(folder)[0]
    apply(folder, tree, changes, is_dry=is_dry)
    if not is_dry:
        _say_findings(folder, before)


def _findings(folder: Path) -> tuple[Counter[_Said], Run]:
    """What is found in a repository, however its lines move."""
    from compiler.blobs import CountingBlobs

    run = compile_folder(folder, CountingBlobs())
    return Counter((item.code, item.span.file, item.message) for item in run.compiled.diagnostics), run


def _say_findings(folder: Path, before: Counter[_Said]) -> None:
    """What the new object brings with it, wherever that is; the rest of the repository is for `frontdesk check`."""
    from compiler.report import as_text

    after, run = _findings(folder)
    fresh = after - before
    found = [item for item in run.compiled.diagnostics if (item.code, item.span.file, item.message) in fresh]
    click.echo(as_text(found, run.tree.read), nl=False)
