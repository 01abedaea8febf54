"""`frontdesk check`: every finding of a run."""

import json
import sys
from pathlib import Path

import click

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.diagnostic import has_errors
from compiler.read import read_folder
from compiler.report import as_json, as_text


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
def check(folder: Path, form: str, strict: bool) -> None:
    """Report everything that is wrong in FOLDER."""
    tree, findings = read_folder(folder)
    compiled = compile_tree(tree, findings, CountingBlobs())
    if form == "json":
        click.echo(json.dumps({"version": 1, "diagnostics": as_json(compiled.diagnostics)}, ensure_ascii=False))
    else:
        click.echo(as_text(compiled.diagnostics, tree.read), nl=False)
        click.echo(f"{compiled.counts['files']} files checked: " + _sum(compiled.diagnostics))
    sys.exit(1 if has_errors(compiled.diagnostics) or (strict and compiled.diagnostics) else 0)


def _sum(diagnostics: tuple[object, ...]) -> str:
    errors = sum(1 for item in diagnostics if getattr(item, "severity", "") == "error")
    return f"{errors} errors, {len(diagnostics) - errors} warnings"
