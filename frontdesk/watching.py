"""`frontdesk check --watch`: checking again whenever something under the repository changes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from compiler.read import UnreadableError
from frontdesk.compilation import CannotReadError

_ROOTS = ("brands", "environments", "frontdesk.yaml")
_SETTLED = 150  # milliseconds of silence before a change counts as finished: editors write in several steps
_PATIENCE = 200  # milliseconds between looks


def watch(folder: Path, run: Callable[[], object]) -> None:
    """Run now and after every change of a file the compiler reads, until somebody interrupts."""
    changes = _changes(folder)
    next(changes, None)  # looking has begun: what changes while the first run is under way is seen after it
    _run(run)
    for changed in changes:
        if changed:
            named = [file for file in changed if _is_worth_naming(file)] or changed
            shown = ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
            click.echo(f"\n{shown} changed")
            _run(run)


def _is_worth_naming(file: str) -> bool:
    """Files that editors make for a moment while they save have no ending of ours."""
    return "." in file.rpartition("/")[2]


def _run(run: Callable[[], object]) -> None:
    """One run; a file that is being written while it is read is no reason to stop watching."""
    try:
        run()
    except (CannotReadError, UnreadableError, FileNotFoundError) as error:
        click.echo(f"{error}; waiting for the next change")


def _changes(folder: Path) -> Iterator[list[str]]:
    """The files of each change, by their paths in the repository, and nothing in between; ends at an interrupt."""
    from watchfiles import watch as watched  # a compiled library that only this needs

    root = folder.resolve()

    def is_ours(_: object, path: str) -> bool:
        parts = Path(path).relative_to(root).parts if Path(path).is_relative_to(root) else ()
        return bool(parts) and parts[0] in _ROOTS and not any(part.startswith(".") for part in parts)

    for changes in watched(
        root,
        watch_filter=is_ours,
        debounce=_SETTLED,
        step=50,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        yield sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
