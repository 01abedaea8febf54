"""Putting changed files on the disk, and showing them as a difference; `compiler.editing` decides what changes."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

import click

from compiler.editing.edits import Changes
from compiler.read import SourceTree

_SHOWN = 200_000  # bytes of a file whose difference is worth reading


class CannotChangeError(click.ClickException):
    """A file that cannot be written: a matter of this machine, not of what is written in it."""

    exit_code = 2


def write(folder: Path, changes: Changes) -> None:
    """Write new files whole, one after the other, then delete those that go, with folders that are empty then.

    Raises `CannotChangeError`; nothing is written through links that lead out of the folder.
    """
    try:
        for file, data in changes.items():
            if data is not None:
                _replace(folder, folder / file, data)
        for file, data in changes.items():
            if data is None:
                (folder / file).unlink(missing_ok=True)
                _without_empty(folder, (folder / file).parent)
    except OSError as error:
        raise CannotChangeError(f"cannot write {error.filename or folder}: {error.strerror}") from error


def _replace(folder: Path, target: Path, data: bytes) -> None:
    if not target.parent.resolve().is_relative_to(folder.resolve()) or target.is_symlink():
        raise CannotChangeError(f"{target} leads out of {folder}; nothing is written through links")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        if target.exists():
            partial.chmod(target.stat().st_mode)
        partial.replace(target)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _without_empty(folder: Path, inner: Path) -> None:
    while inner != folder and inner.is_dir() and not any(inner.iterdir()):
        inner.rmdir()
        inner = inner.parent


def difference(tree: SourceTree, changes: Changes) -> Iterator[str]:
    """The changes as lines of a unified difference; files that are no text are only named."""
    for file, data in sorted(changes.items()):
        before = tree.read(file) if file in tree.sizes else None
        old = f"a/{file}" if before is not None else "/dev/null"
        new = f"b/{file}" if data is not None else "/dev/null"
        one, other = _text(before), _text(data)
        if one is None or other is None:
            yield f"{old} and {new} differ"
        else:
            yield from unified_diff(one.split("\n"), other.split("\n"), old, new, lineterm="")


def _text(data: bytes | None) -> str | None:
    if data is None:
        return ""
    if len(data) > _SHOWN or b"\0" in data:
        return None
    return data.decode(errors="replace")


def named(changes: Mapping[str, bytes | None], tree: SourceTree) -> Iterator[str]:
    """One line per changed file: what happens to it, and its path."""
    for file, data in sorted(changes.items()):
        verb = "deleted" if data is None else "changed" if file in tree.sizes else "added"
        yield f"{verb:<8}{file}"
