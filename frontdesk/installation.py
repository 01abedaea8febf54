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
    @click.option("--state", type=click.Path(path_type=Path), default=None, help=f"State folder ({STATE}).")
    @click.option("--environment", default=None, help="Whose bindings apply.")
    @wraps(command)
    def read(bundle: Path | None, state: Path | None, environment: str | None, **options: Any) -> Any:
        return command(settings_of(os.environ, bundle, state, environment), **options)

    return read


def settings_of(
    variables: Mapping[str, str], bundle: Path | None, state: Path | None, environment: str | None
) -> Settings:
    """The settings of an installation: options, then variables, then the usual folders."""
    found = dict(variables)
    found["FRONTDESK_BUNDLE"] = str((bundle or Path(found.get("FRONTDESK_BUNDLE") or BUNDLE)).resolve())
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
