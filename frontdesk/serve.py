"""`frontdesk serve`: gunicorn in front of signed releases, or of a development bundle on this machine."""

import ipaddress
import os
import sys
from pathlib import Path

import click

from frontdesk.installation import BUNDLE, offered_by, own_key


@click.command()
@click.option(
    "--bundle", type=click.Path(path_type=Path), help=f"Development bundle ({BUNDLE}), for this machine only."
)
@click.option("--releases", help="Address of signed releases: file:///…, https://… or s3://….")
@click.option("--trust", type=click.Path(path_type=Path), help="Root metadata to begin to trust with.")
@click.option("--state", type=click.Path(path_type=Path), default=Path(".frontdesk/state"))
@click.option("--environment", required=True, help="Whose bindings apply.")
@click.option("--bind", default="127.0.0.1:8000", help="Address and port to listen on.")
@click.option("--workers", default=2)
@click.option("--scheme", default="https", type=click.Choice(["http", "https"]))
@click.option("--public-port", default=None, type=int, help="The port customers see, if not the scheme's own.")
def serve(  # noqa: PLR0913  one parameter per option
    *,
    bundle: Path | None,
    releases: str | None,
    trust: Path | None,
    state: Path,
    environment: str,
    bind: str,
    workers: int,
    scheme: str,
    public_port: int | None,
) -> None:
    """Serve the portals of signed releases. A development bundle is served on this machine only."""
    offered = offered_by(os.environ, bundle, releases, trust)
    if not offered["FRONTDESK_RELEASES"]:
        _require_loopback(bind)
    variables = {
        **offered,
        "FRONTDESK_STATE": str(state.resolve()),
        "FRONTDESK_ENVIRONMENT": environment,
        "FRONTDESK_SCHEME": scheme,
        "FRONTDESK_PORT": str(public_port or ""),
        "FRONTDESK_SECRET_KEY": os.environ.get("FRONTDESK_SECRET_KEY") or own_key(state),
    }
    command = [sys.executable, "-m", "gunicorn", "--bind", bind, "--workers", str(workers)]
    command += ["--timeout", "60", "runtime.wsgi:create()"]
    _prepare({**os.environ, **variables})
    os.execve(sys.executable, command, {**os.environ, **variables})  # noqa: S606  our own interpreter


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


def _prepare(variables: dict[str, str]) -> None:
    """Bring the database up to date here, so that no web process needs what that takes."""
    from runtime.settings import SettingsError, read_settings
    from runtime.storage import StorageUnavailableError
    from runtime.store.engine import StoreError, open_store
    from runtime.store.migrate import migrate

    try:
        store = open_store(read_settings(variables).database_url)
        migrate(store)
        store.close()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    except StorageUnavailableError as error:
        # Whoever only reads needs no database, and each process brings it up to date when it is back.
        click.echo(f"the database cannot be used now, forms will say so: {str(error).strip()}", err=True)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
