"""`frontdesk tuf`: our client of The Update Framework, driven the way its public conformance suite drives clients.

For that suite alone, and left out of the help. It is the client of `runtime.release.trust`, over the same addresses.
"""

import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import click


@click.group(hidden=True)
@click.option("--metadata-dir", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--metadata-url", default="")
@click.option("--target-name", default="")
@click.option("--target-base-url", default="")
@click.option("--target-dir", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def tuf(context: click.Context, /, **options: object) -> None:
    """Update metadata and download targets of any repository of The Update Framework."""
    context.obj = options


@tuf.command()
@click.argument("trusted_root", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def init(options: dict[str, object], trusted_root: Path) -> None:
    """Begin with TRUSTED_ROOT."""
    folder = Path(str(options["metadata_dir"]))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(trusted_root, folder / "root.json")


@tuf.command()
@click.pass_obj
def refresh(options: dict[str, object]) -> None:
    """Update the metadata of the top-level roles."""
    _run(options)


@tuf.command()
@click.pass_obj
def download(options: dict[str, object]) -> None:
    """Download a target."""
    if not options["target_name"] or not options["target_base_url"] or not options["target_dir"]:
        raise click.UsageError("download needs --target-name, --target-base-url and --target-dir")
    _run(options, str(options["target_name"]))


def _run(options: dict[str, object], target: str = "") -> None:
    from tuf.api.exceptions import DownloadError, RepositoryError

    from runtime.release.address import address_of
    from runtime.release.source import BundleError
    from runtime.release.trust import Fetcher, updater_at

    parts = urlsplit(str(options["metadata_url"]))
    try:
        address = address_of(f"{parts.scheme}://{parts.netloc}")
    except ValueError as error:
        raise click.UsageError(f"--metadata-url: {error}") from error
    try:
        updater = updater_at(Path(str(options["metadata_dir"])), None, parts.path, Fetcher(address), time.time())
        updater.refresh()
        if not target:
            return
        info = updater.get_targetinfo(target)
        if info is None:
            raise click.ClickException(f"there is no target {target!r}")
        updater.target_dir = str(options["target_dir"])
        updater.download_target(info, target_base_url=urlsplit(str(options["target_base_url"])).path)
    except (BundleError, RepositoryError, DownloadError, OSError) as error:
        raise click.ClickException(" ".join(str(error).split()) or type(error).__name__) from error
