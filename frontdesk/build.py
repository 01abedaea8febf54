"""`frontdesk build`: compile a folder into a bundle, or write nothing at all."""

import json
import sys
from pathlib import Path

import click

from compiler.blobs import FolderBlobs
from compiler.emit import point
from compiler.report import as_json, as_text
from frontdesk.addresses import address_lines
from frontdesk.compilation import WORK, Run, compile_folder, counted, findings_in_words, plural
from schemas.release import Pointer


class CannotWriteError(click.ClickException):
    """The output folder cannot be written: the command line's matter, not ours."""

    exit_code = 2


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Bundle folder (.frontdesk/bundle).",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--no-cache", is_flag=True, help="Work everything out anew; the result is the same.")
def build(folder: Path, output: Path | None, form: str, no_cache: bool) -> None:
    """Compile FOLDER into a bundle; with errors nothing is written."""
    bundle = output or folder / WORK / "bundle"
    blobs = FolderBlobs(bundle)
    run = compile_folder(folder, blobs, use_cache=not no_cache)
    if run.compiled.root_digest is not None:
        try:
            # Blobs first, the pointer last: a runtime that looks now sees the old release or the new one, whole.
            blobs.commit()
            point(bundle, Pointer(root=run.compiled.root_digest, source=None, places=run.compiled.places))
        except OSError as error:
            raise CannotWriteError(f"cannot write {error.filename or bundle}: {error.strerror}") from error
    click.echo(_as_json(run) if form == "json" else _as_text(run))
    sys.exit(0 if run.compiled.root_digest else 1)


def _as_json(run: Run) -> str:
    summary = {
        "root_digest": run.compiled.root_digest,
        "portals": run.compiled.counts["portals"],
        "files": run.compiled.counts["files"],
        "cached": run.cached,
        "seconds": run.seconds,
        "diagnostics": as_json(run.compiled.diagnostics),
    }
    return json.dumps(summary, ensure_ascii=False)


def _as_text(run: Run) -> str:
    findings = as_text(run.compiled.diagnostics, run.tree.read)
    if run.compiled.root_digest is None:
        return f"{findings}{counted(run)}, {findings_in_words(run)}: nothing was written"
    portals = run.compiled.counts["portals"]
    counts = f"{portals:,} {plural('portal', portals)}, {counted(run)}, {run.seconds} s"
    addresses = "" if run.compiled.bundle is None else address_lines(run.compiled.bundle, portals)
    return f"{findings}{run.compiled.root_digest}  {counts}{addresses}"
