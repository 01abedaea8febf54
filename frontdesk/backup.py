"""`frontdesk backup` and `frontdesk restore`: a copy of an installation, and an installation from a copy."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontdesk.installation import with_installation, with_settings
from runtime.settings import Settings

if TYPE_CHECKING:
    from runtime.backup.restoring import Restored
    from runtime.backup.taking import Taken

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--without-missing", is_flag=True, help="Write it even if attachments have lost their bytes.")
@FORMAT
@with_installation
def backup(settings: Settings, target: Path, without_missing: bool, form: str) -> None:
    """Copy tickets, attachments and releases into TARGET, a new file or a folder; portals go on serving.

    The secret key, passwords of services and signing keys are in no backup: keep them elsewhere.
    """
    from runtime.backup.taking import take
    from runtime.services import services_of

    services = services_of(settings)
    if target.is_dir():
        target = target / f"frontdesk-{services.clock():%Y%m%dT%H%M%SZ}.backup.tar"
    if not target.parent.is_dir():
        raise click.UsageError(f"there is no folder {target.parent}")
    with _told(), _counting("files") as look:
        taken = take(services, target, without_missing=without_missing, look=look)
    services.store.close()
    _say(_taken(taken, settings) if form == "text" else _as_json(taken))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", "is_check", is_flag=True, help="Only compare every digest; put nothing back.")
@click.option("--replace", is_flag=True, help="Move an installation that is there aside first.")
@click.option("--hold-mail", is_flag=True, help="Send nothing that was still waiting: for drills.")
@click.option("--skip-numbers", type=click.IntRange(0), default=0, help="Ticket numbers to leave out.")
@click.option("--other-key", is_flag=True, help="This installation has another secret key, on purpose.")
@FORMAT
@with_settings
def restore(
    settings: Settings,
    file: Path,
    is_check: bool,
    replace: bool,
    hold_mail: bool,
    skip_numbers: int,
    other_key: bool,
    form: str,
) -> None:
    """Put the backup FILE into this installation, which has to be empty; its processes have to be stopped.

    Every digest is compared before anything is written. Mail that was sent is not sent again.
    """
    from runtime.backup.archive import verify
    from runtime.backup.restoring import Wishes
    from runtime.backup.restoring import restore as put_back
    from runtime.services import services_of

    with _told():
        with _counting("bytes") as look:
            found = verify(file, None if other_key else settings.secret_key, look)
        if is_check:
            made = found.manifest.made_at
            _say(
                f"{file} is whole: {found.digest}, made {made}"
                if form == "text"
                else json.dumps({"whole": True, "digest": found.digest, "made_at": made})
            )
            return
        services = services_of(settings)
        with _counting("bytes") as look:
            restored = put_back(found, services, Wishes(replace, hold_mail, skip_numbers), look)
        services.store.close()
    _say(_restored(file, restored, settings) if form == "text" else _as_json(restored))


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be done is one line with a code, for whoever called the command."""
    from runtime.backup.archive import BackupError
    from runtime.storage import StorageUnavailableError
    from runtime.store.engine import StoreError

    try:
        yield
    except BackupError as error:
        raise click.ClickException(f"{error.code} {error}\nfrontdesk explain {error.code} says more") from error
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except StorageUnavailableError as error:
        raise click.ClickException(f"the database or the place for files cannot be used: {error}") from error


@contextmanager
def _counting(what: str) -> Iterator[Callable[[int], None]]:
    """A count on the terminal while it takes long; how much there will be nobody knows before the end."""
    import sys

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counted = DownloadColumn() if what == "bytes" else TextColumn("{task.completed:.0f} files")
    console = Console(stderr=True)
    with Progress(SpinnerColumn(), counted, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda more: progress.advance(task, more)


def _say(text: str) -> None:
    click.echo(text)


def _as_json(value: "Taken | Restored") -> str:
    from dataclasses import asdict

    return json.dumps(asdict(value), default=str)


def _taken(taken: "Taken", settings: Settings) -> str:
    told = [
        f"{taken.path}: {_many(taken.tickets, 'ticket')}, {_many(taken.attachments, 'attachment')}, "
        f"{_many(taken.releases, 'file')} of releases, {taken.size / 1e6:.1f} MB",
        taken.digest,
        f"of the installation in {settings.state}",
    ]
    if taken.missing:
        told.append(
            f"without {_many(len(taken.missing), 'attachment')} whose bytes are gone: {', '.join(taken.missing)}"
        )
    return "\n".join(
        [
            *told,
            "not in it, so keep them elsewhere:",
            "  the secret key (FRONTDESK_SECRET_KEY, or secret-key in the state folder): without it no link in a mail",
            "  opens its ticket and no encrypted answer can be read",
            "  the settings of the processes, passwords of mail servers, and the keys that sign releases",
            "whoever has this file reads what customers wrote: encrypt it before it leaves this machine",
        ]
    )


def _restored(file: Path, restored: "Restored", settings: Settings) -> str:
    told = [
        f"{file} of {restored.made_at} is back: {_many(restored.tickets, 'ticket')}, "
        f"{_many(restored.attachments, 'attachment')}, {_many(restored.releases, 'file')} of releases",
        restored.digest,
        f"it is in {settings.state} now; the portals and the worker have to be told the same",
    ]
    if restored.waiting:
        told.append(f"{_many(restored.waiting, 'mail')} still waiting will be sent by the worker")
    if restored.held:
        told.append(f"{_many(restored.held, 'mail')} still waiting will not be sent")
    if restored.missing:
        told.append(f"{_many(len(restored.missing), 'attachment')} had no bytes when the backup was made")
    if restored.aside:
        told.append(f"what was here before is kept as {restored.aside}")
    told.append("everybody signs in again; start the portals and the worker now")
    return "\n".join(told)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
