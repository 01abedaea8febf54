"""`frontdesk snapshot`: the texts reviewers read, written to `snapshots/` or compared with what is there."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from compiler.blobs import SpooledBlobs
from compiler.report import as_text
from compiler.snapshot import AUDIENCES, snapshots
from frontdesk.compilation import compile_folder, findings_in_words

FOLDER = "snapshots"
_OURS = re.compile(rf"[^/]+/[^/]+/[A-Za-z_]+\.(?:{'|'.join(AUDIENCES)})\.txt\Z")


@dataclass(frozen=True, slots=True)
class Difference:
    """What the snapshots on disk should be and are not; paths are relative to the snapshot folder."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    orphaned: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether everything is as it should be."""
        return not (self.missing or self.stale or self.orphaned)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; fail where snapshots are not as they should be."
)
def snapshot(folder: Path, is_check: bool) -> None:
    """Write what reviewers read: one text per portal, language and audience of FOLDER."""
    blobs = SpooledBlobs()
    run = compile_folder(folder, blobs)
    if run.compiled.bundle is None:
        click.echo(as_text(run.compiled.diagnostics, run.tree.read), nl=False)
        click.echo(f"{findings_in_words(run)}: no snapshots of what cannot be built")
        sys.exit(1)
    texts = {made.path: made.text for made in snapshots(run.compiled.bundle, blobs.read)}
    base = folder / FOLDER
    difference = compare(base, texts)
    if is_check:
        click.echo(in_words(base, texts, difference), nl=False)
        sys.exit(0 if difference.is_none else 1)
    _write(base, texts, difference)
    written, unchanged = len(difference.missing) + len(difference.stale), len(texts)
    click.echo(f"snapshots: {written} written, {unchanged - written} unchanged, {len(difference.orphaned)} removed")


def compare(base: Path, texts: Mapping[str, str]) -> Difference:
    """The snapshots on disk against the texts they should hold."""
    there = _there(base)
    return Difference(
        missing=tuple(sorted(path for path in texts if path not in there)),
        stale=tuple(sorted(path for path in texts if path in there and _read(base / path) != texts[path].encode())),
        orphaned=tuple(sorted(path for path in there if path not in texts)),
    )


def _there(base: Path) -> frozenset[str]:
    """Every file under the snapshot folder that a snapshot could be; links are not followed."""
    found = []
    for folder, _, names in os.walk(base):
        for name in names:
            path = (Path(folder) / name).relative_to(base).as_posix()
            if _OURS.match(path):
                found.append(path)
    return frozenset(found)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def in_words(base: Path, texts: Mapping[str, str], difference: Difference) -> str:
    """What differs, as unified differences and a last line that counts."""
    lines: list[str] = []
    for path in (*difference.missing, *difference.stale, *difference.orphaned):
        before = (_read(base / path) or b"").decode(errors="replace")
        after = texts.get(path, "")
        old = f"{FOLDER}/{path}" if before else "/dev/null"
        new = f"{FOLDER}/{path}" if path in texts else "/dev/null"
        lines += unified_diff(before.split("\n"), after.split("\n"), old, new, lineterm="")
    if difference.is_none:
        return f"{len(texts)} snapshots are as they should be\n"
    counts = f"{len(difference.missing)} missing, {len(difference.stale)} stale, {len(difference.orphaned)} orphaned"
    return "\n".join([*lines, f"{counts}: run  frontdesk snapshot  and commit what it writes", ""])


def _write(base: Path, texts: Mapping[str, str], difference: Difference) -> None:
    for path in (*difference.missing, *difference.stale):
        target = base / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(base.resolve()):
            raise click.UsageError(f"{target.parent} leads out of {base}; snapshots are not written through links")
        partial = target.with_name(f"{target.name}.part")
        partial.write_bytes(texts[path].encode())
        partial.replace(target)
    for path in difference.orphaned:
        (base / path).unlink()
        _remove_empty(base, (base / path).parent)


def _remove_empty(base: Path, folder: Path) -> None:
    while folder != base and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
