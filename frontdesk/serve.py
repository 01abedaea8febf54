"""`frontdesk serve`: gunicorn in front of a bundle."""

import os
import sys
from pathlib import Path

import click

from frontdesk.installation import own_key


@click.command()
@click.option("--bundle", type=click.Path(path_type=Path), default=Path(".frontdesk/bundle"))
@click.option("--state", type=click.Path(path_type=Path), default=Path(".frontdesk/state"))
@click.option("--environment", required=True, help="Whose bindings apply.")
@click.option("--bind", default="127.0.0.1:8000", help="Address and port to listen on.")
@click.option("--workers", default=2)
@click.option("--scheme", default="https", type=click.Choice(["http", "https"]))
@click.option("--public-port", default=None, type=int, help="The port customers see, if not the scheme's own.")
def serve(
    bundle: Path, state: Path, environment: str, bind: str, workers: int, scheme: str, public_port: int | None
) -> None:
    """Serve the portals of a bundle."""
    variables = {
        "FRONTDESK_BUNDLE": str(bundle.resolve()),
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


def _prepare(variables: dict[str, str]) -> None:
    """Bring the database up to date here, so that no web process needs what that takes."""
    from runtime.settings import SettingsError, read_settings
    from runtime.store.engine import StoreError, open_store
    from runtime.store.migrate import migrate

    try:
        store = open_store(read_settings(variables).database_url)
        migrate(store)
        store.close()
    except (SettingsError, StoreError) as error:
        raise click.ClickException(str(error)) from error
