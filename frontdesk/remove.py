"""`frontdesk remove`: an object that nothing names any more, with what is remembered of its id."""

from pathlib import Path

import click

from frontdesk.editing import DRY, FOLDER, apply, edit, names_begun, today


@click.command()
@click.argument("name", shell_complete=names_begun)
@FOLDER
@DRY
def remove(name: str, folder: Path, is_dry: bool) -> None:
    """Remove the object NAME, as in billing, group:billing or game-a/group:billing.

    What is still named somewhere stays, and you are told where. Ids that tickets may hold go to retired.yaml.
    """
    from compiler.editing.removing import removed

    with edit(folder) as (tree, linked):
        changes = removed(tree, linked, name, today())
    apply(folder, tree, changes, is_dry=is_dry)
