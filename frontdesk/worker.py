"""`frontdesk worker`: the process that sends what tickets have planned."""

import click

from frontdesk.installation import with_settings
from runtime.settings import Settings


@click.command()
@with_settings
def worker(settings: Settings) -> None:
    """Send mail and let time pass for the rules, until stopped; run as many as there is work for."""
    from runtime.release.acting import Releases
    from runtime.release.source import BundleError
    from runtime.storage import StorageUnavailableError
    from runtime.store.engine import StoreError
    from runtime.telemetry import configure_log
    from runtime.worker import run

    configure_log()
    try:
        Releases(settings).current()  # better to say at once that there is no bundle than at the first mail
        run(settings)
    except (BundleError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except StorageUnavailableError as error:  # whoever started this starts it again
        raise click.ClickException(f"the database cannot be used: {str(error).strip()}") from error
