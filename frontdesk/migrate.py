"""`frontdesk migrate`: bring what an installation keeps to the shape this version needs."""

from pathlib import Path

import click

from frontdesk.editing import DRY, apply, edit
from frontdesk.installation import with_settings
from runtime.settings import Settings


@click.group()
def migrate() -> None:
    """Bring what an installation keeps up to date."""


@migrate.command(short_help="Move a repository to this language version.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@DRY
def config(folder: Path, is_dry: bool) -> None:
    """Move the repository in FOLDER to this version of the language; comments stay."""
    from compiler.editing.migrations import migrated

    with edit(folder) as (tree, _):
        changes, steps = migrated(tree)
    apply(folder, tree, changes, is_dry=is_dry)
    for step in steps:
        click.echo(f"version {step.before} to {step.before + 1}: {step.title}", err=is_dry)
    if not steps:
        click.echo("the repository is written in this version of the language already", err=is_dry)


@migrate.command(short_help="Bring the database up to date.")
@with_settings
def db(settings: Settings) -> None:
    """Bring the database up to date; safe while others start, and at any time again."""
    from runtime.storage import StorageUnavailableError
    from runtime.store import migrate as step
    from runtime.store.engine import StoreError, open_store

    try:
        store = open_store(settings.database_url)
        was_blank = step.is_blank(store)
        changed = step.migrate(store)
        store.close()
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except StorageUnavailableError as error:
        raise click.ClickException(f"the database cannot be used: {str(error).strip()}") from error
    if was_blank:
        click.echo(f"there was none yet: {store.engine.url.render_as_string()} is new")
    click.echo(f"the database is {'now' if changed else 'already'} at version {step.HEAD}")
