"""`frontdesk clean`: remove what the next run makes again. What cannot be made again stays."""

import shutil
from pathlib import Path

import click

from frontdesk.changes import CannotChangeError
from frontdesk.compilation import WORK

_AGAIN = ("cache", "answers", "bundle")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--demo", "with_demo", is_flag=True, help="Also the tickets and mails of frontdesk demo.")
def clean(folder: Path, with_demo: bool) -> None:
    """Remove the cache and the last bundle of FOLDER."""
    freed = 0
    work = folder / WORK
    names = (*_AGAIN, *(("demo",) if with_demo else ()), *(part.name for part in work.glob("answers.*.part")))
    for path in (work / name for name in names):
        if path.is_symlink() or work.is_symlink():
            raise CannotChangeError(f"{path} is a link; what it leads to is not removed")
        if path.is_file():
            freed += path.stat().st_size
            path.unlink()
        elif path.is_dir():
            freed += sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())
            try:
                shutil.rmtree(path)
            except OSError as error:
                raise CannotChangeError(f"cannot remove {error.filename or path}: {error.strerror}") from error
    click.echo(f"{freed:,} bytes removed" if freed else "there was nothing to remove")
