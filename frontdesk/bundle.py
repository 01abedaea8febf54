"""`frontdesk bundle`: a release in one file, for machines that no address reaches."""

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click

from frontdesk.faults import MachineError

TRUST = click.option(
    "--trust",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    help="The root metadata to begin to trust with.",
)


@click.group()
def bundle() -> None:
    """A release in one file, for machines that no address reaches."""


def _told(command: Callable[..., None]) -> Callable[..., None]:
    """Say what is wrong with a release the way a runtime does, with the code that `explain` knows."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        from runtime.release.source import BundleError
        from runtime.telemetry import silent_log

        try:
            with silent_log():
                command(*args, **options)
        except BundleError as error:
            raise click.ClickException(f"{error.code} {error}\n  frontdesk explain {error.code}") from error
        except OSError as error:
            raise MachineError(f"{error.strerror}: {error.filename}") from error

    return run


@bundle.command(name="export", short_help="Write the present release of an address into a file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--address", required=True, help="Where the release is published: file:///…, https://… or s3://….")
@TRUST
@_told
def export_(file: Path, address: str, trust: Path) -> None:
    """Write the present release of an address into FILE: metadata, record and every blob, all of it verified.

    The same release always gives the same bytes.
    """
    from runtime.release.address import address_of
    from runtime.release.archive import export

    try:
        place = address_of(address)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if not file.parent.is_dir():
        raise click.UsageError(f"there is no folder {file.parent}")
    done = export(place, trust.read_bytes(), time.time(), file)
    click.echo(f"{file}: release {done.word.record.sequence}, {done.files:,} files, {done.bytes:,} bytes")
    click.echo(done.word.record.root)


@bundle.command(name="import", short_help="Publish the release in a file at an address of this machine.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--to", required=True, help="The address of a folder of this machine: file:///….")
@TRUST
@_told
def import_(file: Path, to: str, trust: Path) -> None:
    """Publish the release in FILE in a folder of this machine, verified like one that is fetched.

    Runtimes then fetch it there: FRONTDESK_RELEASES=file:///….
    """
    from runtime.release.archive import ArchiveAddress, take_in

    parts = urlsplit(to)
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        raise click.UsageError(f"--to is a folder of this machine, file:///path, not {to!r}")
    folder = Path(unquote(parts.path))
    done = take_in(ArchiveAddress(file), folder, trust.read_bytes(), time.time())
    click.echo(f"file://{folder}: release {done.word.record.sequence}, {done.files:,} new blobs, {done.bytes:,} bytes")
    click.echo(done.word.record.root)
