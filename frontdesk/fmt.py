"""`frontdesk fmt`: every file in its one layout; comments stay, and what is compiled does not change."""

import sys
from pathlib import Path

import click

from compiler.editing.layout import Unformatted, formatted
from compiler.read import NO_REPOSITORY, UnreadableError, read_folder
from compiler.report import as_text
from frontdesk.changes import difference, write
from frontdesk.compilation import CannotReadError, plural


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--check", "is_check", is_flag=True, help="Write nothing; name the files that would change, and fail.")
@click.option("--diff", "is_diff", is_flag=True, help="Write nothing; show what would change, and fail.")
def fmt(folder: Path, is_check: bool, is_diff: bool) -> None:
    """Lay out every file of FOLDER: order of keys, indentation, brackets. Comments and meaning stay."""
    try:
        tree, findings = read_folder(folder)
        results = {file: formatted(tree, file) for file in tree.sizes}
    except UnreadableError as error:
        raise CannotReadError(str(error)) from error
    nowhere = [item for item in findings if item.rule is NO_REPOSITORY]
    if nowhere:
        click.echo(as_text(nowhere, tree.read), nl=False, err=True)
        sys.exit(1)
    left = [result for result in results.values() if isinstance(result, Unformatted)]
    laid_out = {file: result for file, result in results.items() if isinstance(result, bytes)}
    changed = {file: data for file, data in laid_out.items() if data != tree.read(file)}
    if is_diff:
        for line in difference(tree, changed):
            click.echo(line)
    elif is_check:
        for file in changed:
            click.echo(file)
    else:
        write(folder, changed)
    for item in left:
        click.echo(f"{item.file} is left as it is: {item.reason}", err=True)
    is_dry = is_check or is_diff
    done = "would change" if is_dry else "changed"
    total = len(laid_out) + len(left)
    click.echo(f"{len(changed)} of {total:,} {plural('file', total)} {done}", err=is_dry)
    sys.exit(1 if (is_dry and changed) or left else 0)
