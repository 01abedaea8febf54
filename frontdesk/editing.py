"""What `add`, `remove` and `rename` share: the repository as it is, and changes made or only shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from compiler.compile import resolve
from compiler.editing.edits import Changes
from compiler.editing.layout import laid_out_again
from compiler.editing.names import CannotEditError
from compiler.editing.nodes import UnusualError
from compiler.link import Linked
from compiler.read import SourceTree, UnreadableError, read_folder
from frontdesk.changes import difference, named, write
from frontdesk.compilation import CannotReadError
from frontdesk.looking import FOLDER

__all__ = ["DRY", "FOLDER", "apply", "edit", "kinds_begun", "names_begun", "today"]

DRY = click.option("--diff", "is_dry", is_flag=True, help="Write nothing; show what would change.")


class RefusedError(click.ClickException):
    """A change that cannot be made as asked."""

    exit_code = 1


@contextmanager
def edit(folder: Path) -> Iterator[tuple[SourceTree, Linked]]:
    """The repository in a folder; a change that cannot be made ends the command and writes nothing."""
    try:
        tree, _ = read_folder(folder)
        with refusing():
            yield tree, resolve(tree)[0]
    except UnreadableError as error:
        raise CannotReadError(str(error)) from error


@contextmanager
def refusing() -> Iterator[None]:
    """A change that cannot be made ends the command."""
    try:
        yield
    except CannotEditError as error:
        raise RefusedError(str(error)) from error
    except UnusualError as error:
        raise RefusedError(f"a file is written in a way that cannot be changed here: {error}") from error


def apply(folder: Path, tree: SourceTree, changes: Changes, *, is_dry: bool) -> None:
    """Write the changes and name them, or show them as a difference; files that were laid out stay so."""
    changes = laid_out_again(tree, changes)
    if is_dry:
        for line in difference(tree, changes):
            click.echo(line)
        return
    write(folder, changes)
    for line in named(changes, tree):
        click.echo(line)


def kinds_begun(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Kinds that can be added, for a shell that completes."""
    from compiler.editing.skeletons import FILES

    return [kind for kind in FILES if kind.startswith(begun)]


def names_begun(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Objects of the repository as `kind:id`, for a shell that completes; none where it cannot be read."""
    from compiler.pointing import objects

    try:
        linked = resolve(read_folder(Path(context.params.get("folder") or Path()))[0])[0]
    except OSError:
        return []
    names = {f"{thing.kind}:{thing.id}" for thing in objects(linked) if thing.id}
    return sorted(name for name in names if name.startswith(begun))


def today() -> str:
    """The day as `retired.yaml` writes it."""
    return datetime.now(UTC).date().isoformat()
