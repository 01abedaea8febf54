"""`frontdesk check`: every finding of a run."""

import json
import sys
from pathlib import Path

import click

from compiler.blobs import CountingBlobs
from compiler.report import as_json, as_text
from compiler.verdict import is_refused
from frontdesk.compilation import compile_folder, counted, findings_in_words


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option("--no-cache", is_flag=True, help="Work everything out anew; the result is the same.")
def check(folder: Path, form: str, strict: bool, no_cache: bool) -> None:
    """Report everything that is wrong in FOLDER."""
    run = compile_folder(folder, CountingBlobs(), use_cache=not no_cache)
    found = run.compiled.diagnostics
    if form == "json":
        click.echo(json.dumps({"version": 1, "diagnostics": as_json(found)}, ensure_ascii=False))
    else:
        click.echo(as_text(found, run.tree.read), nl=False)
        click.echo(f"{counted(run)}: {findings_in_words(run)}")
    sys.exit(1 if run.compiled.bundle is None or is_refused(found, strict=strict) else 0)
