"""`frontdesk rename`: another id for an object, in every place that names it."""

from pathlib import Path

import click

from frontdesk.editing import DRY, FOLDER, apply, edit, names_begun, today


@click.command()
@click.argument("old", shell_complete=names_begun)
@click.argument("new")
@FOLDER
@DRY
def rename(old: str, new: str, folder: Path, is_dry: bool) -> None:
    """Give OLD the id NEW: in YAML, links, placeholders and file names; comments stay.

    OLD is an id as billing, group:billing or game-a/group:billing. What tickets and addresses may still know is
    remembered in retired.yaml, and texts redirect from their former address.
    """
    from compiler.editing.renaming import renamed

    with edit(folder) as (tree, linked):
        changes = renamed(tree, linked, old, new, today())
    apply(folder, tree, changes, is_dry=is_dry)
