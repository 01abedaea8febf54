"""`frontdesk add`: a new object with the least it needs to be right, then what `frontdesk check` says of it."""

from pathlib import Path

import click

from frontdesk.editing import DRY, FOLDER, apply, edit, kinds_begun


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
    apply(folder, tree, changes, is_dry=is_dry)
    if not is_dry:
        _say_findings(folder, frozenset(changes))


def _say_findings(folder: Path, files: frozenset[str]) -> None:
    """What is to be said of the new object; the rest of the repository is for `frontdesk check`."""
    from compiler.blobs import CountingBlobs
    from compiler.report import as_text
    from frontdesk.compilation import compile_folder

    run = compile_folder(folder, CountingBlobs())
    found = [item for item in run.compiled.diagnostics if item.span.file in files]
    click.echo(as_text(found, run.tree.read), nl=False)
