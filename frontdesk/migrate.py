"""`frontdesk migrate`: bring what an installation keeps to the shape this version needs."""

import click

from frontdesk.installation import with_settings
from runtime.settings import Settings


@click.group()
def migrate() -> None:
    """Bring what an installation keeps up to date."""


@migrate.command()
@with_settings
def db(settings: Settings) -> None:
    """Bring the database up to date; safe while others start, and at any time again."""
    from runtime.store import migrate as step
    from runtime.store.engine import StoreError, open_store

    try:
        store = open_store(settings.database_url)
        changed = step.migrate(store)
        store.close()
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"the database is {'now' if changed else 'already'} at version {step.HEAD}")
