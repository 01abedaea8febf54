"""Which installation a command is about: bundle, state folder and environment, from options or from the environment.

Shared by the commands that work on a running installation; each of them reads the same `FRONTDESK_…` variables as the
processes it belongs to.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from runtime.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from runtime.store.engine import Store

BUNDLE: Final = ".frontdesk/bundle"
STATE: Final = ".frontdesk/state"
_KEY: Final = "secret-key"


def own_key(state: Path) -> str:
    """The key this machine made for itself, for installations that set none."""
    file = state / _KEY
    if not file.exists():
        state.mkdir(parents=True, exist_ok=True)
        # Made whole under another name first: two processes that start at once agree on one key.
        draft = state / f"{_KEY}.{os.getpid()}"
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
    """Give a command the options of an installation, which it may be the first to use, and hand it the `Settings`."""
    return _with_options(command, settings_of)


def with_installation(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a command that is about an installation that is there: none is made by asking for it."""
    return _with_options(command, known_settings_of)


def _with_options(command: Callable[..., Any], found: Callable[..., Settings]) -> Callable[..., Any]:
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
        return command(found(variables, state, environment), **options)

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
    return checked(variables_of(variables, state, environment))


def known_settings_of(variables: Mapping[str, str], state: Path | None, environment: str | None) -> Settings:
    """The settings of an installation that is there; `click.UsageError` says where it was looked for."""
    folder = state_of(variables, state)
    _refuse_others_folder(folder)
    open_known(variables, state).close()
    if not folder.is_dir():
        raise click.UsageError(f"there is no state folder at {folder}: say --state FOLDER, or set FRONTDESK_STATE")
    if not variables.get("FRONTDESK_SECRET_KEY") and not (folder / _KEY).exists():
        raise click.UsageError(
            f"the secret key of this installation is not here: FRONTDESK_SECRET_KEY is not set, and {folder} has none"
        )
    return settings_of(variables, state, environment)


def variables_of(variables: Mapping[str, str], state: Path | None, environment: str | None) -> dict[str, str]:
    """What the processes of an installation are told; the state folder and its secret key are there afterwards."""
    found = dict(variables)
    folder = state_of(variables, state)
    found["FRONTDESK_STATE"] = str(folder)
    if environment is not None:
        found["FRONTDESK_ENVIRONMENT"] = environment
    if not found.get("FRONTDESK_ENVIRONMENT"):
        raise click.UsageError("say which environment: --environment NAME, or set FRONTDESK_ENVIRONMENT")
    try:
        _refuse_others_folder(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not found.get("FRONTDESK_SECRET_KEY"):
            found["FRONTDESK_SECRET_KEY"] = own_key(folder)
    except OSError as error:
        raise click.UsageError(f"cannot keep anything in {folder}: {error.strerror}") from error
    return found


def checked(variables: Mapping[str, str]) -> Settings:
    """The settings that variables make; what is wrong with them is told as a wrong call."""
    try:
        return read_settings(variables)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def state_of(variables: Mapping[str, str], state: Path | None) -> Path:
    """The state folder: the option, then the variable, then the usual one."""
    return (state or Path(variables.get("FRONTDESK_STATE") or STATE)).resolve()


def open_known(variables: Mapping[str, str], state: Path | None) -> "Store":
    """The database of an installation that is there: an empty one that is made by asking would look like it."""
    from runtime.storage import StorageUnavailableError
    from runtime.store.engine import StoreError, open_store
    from runtime.store.migrate import is_blank

    file = state_of(variables, state) / "frontdesk.sqlite"
    url = variables.get("FRONTDESK_DATABASE_URL") or f"sqlite:///{file}"
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not file.exists():  # opening it would make its folder
        raise _absent(f"no database at {file}", "--state FOLDER, or FRONTDESK_STATE")
    try:
        store = open_store(url)
        if is_blank(store):
            raise _absent(
                f"nothing of ours in the database {store.engine.url.render_as_string()}", "FRONTDESK_DATABASE_URL"
            )
    except StoreError as error:
        raise click.UsageError(str(error)) from error
    except StorageUnavailableError as error:
        raise click.ClickException(f"the database cannot be asked: {str(error).strip()}") from error
    return store


def _absent(what: str, how: str) -> click.UsageError:
    return click.UsageError(
        f"there is {what}, so there is no installation. Say where it is, as its processes are told: {how}"
    )


def _refuse_others_folder(folder: Path) -> None:
    """What root writes there, the processes could not write any more: they are another user's."""
    if os.geteuid() != 0 or not folder.exists() or folder.stat().st_uid == 0:
        return
    from pwd import getpwuid

    number = folder.stat().st_uid
    try:
        owner = getpwuid(number).pw_name
    except KeyError:
        owner = str(number)
    raise click.UsageError(
        f"{folder} belongs to {owner}, and what root writes there is lost to it. Run this as {owner}: "
        f"setpriv --reuid {owner} --clear-groups -- frontdesk …, or as docs/operate.md says"
    )
