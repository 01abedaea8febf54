"""`frontdesk serve`: gunicorn in front of signed releases, or of a development bundle on this machine."""

import ipaddress
import os
import sys
from pathlib import Path

import click

from frontdesk.installation import BUNDLE, STATE, checked, offered_by, variables_of
from runtime.settings import Settings


@click.command()
@click.option(
    "--bundle", type=click.Path(path_type=Path), help=f"Development bundle ({BUNDLE}), for this machine only."
)
@click.option("--releases", help="Address of signed releases: file:///…, https://… or s3://….")
@click.option("--trust", type=click.Path(path_type=Path), help="Root metadata to begin to trust with.")
@click.option("--state", type=click.Path(path_type=Path), default=None, help=f"State folder ({STATE}).")
@click.option("--environment", default=None, help="Whose bindings apply.")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen on.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes that answer.")
@click.option("--scheme", default=None, type=click.Choice(["http", "https"]), help="How customers come (https).")
@click.option("--public-port", default=None, type=click.IntRange(1, 65535), help="The port customers see, if unusual.")
def serve(  # noqa: PLR0913  one parameter per option
    *,
    bundle: Path | None,
    releases: str | None,
    trust: Path | None,
    state: Path | None,
    environment: str | None,
    bind: str,
    workers: int,
    scheme: str | None,
    public_port: int | None,
) -> None:
    """Serve the portals of signed releases. A development bundle is served on this machine only.

    What no option says is read from the FRONTDESK_… variables.
    """
    offered = offered_by(os.environ, bundle, releases, trust)
    if not offered["FRONTDESK_RELEASES"]:
        _require_loopback(bind)
    said = {"FRONTDESK_SCHEME": scheme, "FRONTDESK_PORT": public_port}
    seen = {name: str(value) for name, value in said.items() if value is not None}
    variables = variables_of({**os.environ, **offered, **seen}, state, environment)
    command = [sys.executable, "-m", "gunicorn", "--bind", bind, "--workers", str(workers)]
    command += ["--timeout", "60", "--no-control-socket", "runtime.wsgi:create()"]
    _prepare(checked(variables))
    os.execve(sys.executable, command, variables)  # noqa: S606  our own interpreter


def _require_loopback(bind: str) -> None:
    """Refuse to show the world what nobody has signed: there is no unsigned production."""
    host = bind.rpartition(":")[0] if ":" in bind else bind
    try:
        is_here = host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise click.UsageError(
            f"a development bundle is served on this machine only, and {bind} may be reached from others. "
            "Publish it and serve the release:  --releases ADDRESS --trust ROOT.json,  or  --bind 127.0.0.1:8000"
        )


def _prepare(settings: Settings) -> None:
    """Bring the database up to date here, so that no web process needs what that takes."""
    from runtime.storage import StorageUnavailableError
    from runtime.store.engine import StoreError, open_store
    from runtime.store.migrate import migrate

    try:
        store = open_store(settings.database_url)
        migrate(store)
        store.close()
    except StorageUnavailableError as error:
        # Whoever only reads needs no database, and each process brings it up to date when it is back.
        click.echo(f"the database cannot be used now, forms will say so: {str(error).strip()}", err=True)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
