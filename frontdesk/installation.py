"""Which installation a command is about: bundle, state folder and environment, from options or from the environment.

Shared by the commands that work on a running installation; each of them reads the same `FRONTDESK_…` variables as the
processes it belongs to.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from runtime.settings import Settings, SettingsError, read_settings

BUNDLE: Final = ".frontdesk/bundle"
STATE: Final = ".frontdesk/state"


def own_key(state: Path) -> str:
    """The key this machine made for itself, for installations that set none."""
    file = state / "secret-key"
    if not file.exists():
        state.mkdir(parents=True, exist_ok=True)
        # Made whole under another name first: two processes that start at once agree on one key.
        draft = state / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an installation and hand it the `Settings` they lead to."""

    @click.option("--bundle", type=click.Path(path_type=Path), default=None, help=f"Bundle folder ({BUNDLE}).")
    @click.option("--releases", default=None, help="Address of signed releases, instead of a bundle folder.")
    @click.option(
        "--trust", type=click.Path(path_type=Path), default=None, help="Root metadata to begin to trust with."
    )
    @click.option("--state", type=click.Path(path_type=Path), default=None, help=f"State folder ({STATE}).")
    @click.option("--environment", default=None, help="Whose bindings apply.")
    @wraps(command)
    def read(
        bundle: Path | None,
        releases: str | None,
        trust: Path | None,
        state: Path | None,
        environment: str | None,
        **options: Any,
    ) -> Any:
        variables = {**os.environ, **offered_by(os.environ, bundle, releases, trust)}
        return command(settings_of(variables, state, environment), **options)

    return read


def offered_by(
    variables: Mapping[str, str], bundle: Path | None, releases: str | None, trust: Path | None
) -> dict[str, str]:
    """The variables that say where releases come from: options, then variables, then the usual bundle folder."""
    if bundle is not None and releases is not None:
        raise click.UsageError("--bundle and --releases: signed releases, or a development bundle?")
    file = trust or variables.get("FRONTDESK_TRUST")
    address, folder = releases, bundle
    if address is None and folder is None:
        address = variables.get("FRONTDESK_RELEASES")
        named = variables.get("FRONTDESK_BUNDLE") or (None if address else BUNDLE)
        folder = Path(named) if named else None
    return {
        "FRONTDESK_RELEASES": address or "",
        "FRONTDESK_TRUST": str(Path(file).resolve()) if file else "",
        "FRONTDESK_BUNDLE": str(folder.resolve()) if folder else "",
    }


def settings_of(variables: Mapping[str, str], state: Path | None, environment: str | None) -> Settings:
    """The settings of an installation: options, then variables, then the usual folders."""
    found = dict(variables)
    folder = (state or Path(found.get("FRONTDESK_STATE") or STATE)).resolve()
    found["FRONTDESK_STATE"] = str(folder)
    if environment is not None:
        found["FRONTDESK_ENVIRONMENT"] = environment
    if not found.get("FRONTDESK_ENVIRONMENT"):
        raise click.UsageError("say which environment: --environment NAME, or set FRONTDESK_ENVIRONMENT")
    try:
        if not found.get("FRONTDESK_SECRET_KEY"):
            found["FRONTDESK_SECRET_KEY"] = own_key(folder)
        return read_settings(found)
    except OSError as error:
        raise click.UsageError(f"cannot keep anything in {folder}: {error.strerror}") from error
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
