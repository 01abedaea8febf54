"""`frontdesk build`: compile a folder into a bundle."""

import json
import sys
import time
from pathlib import Path

import click

from compiler.blobs import FolderBlobs
from compiler.compile import compile_tree
from compiler.emit import point
from compiler.read import read_folder
from compiler.report import as_json, as_text
from schemas.release import Pointer


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=None, help="Bundle folder (.frontdesk/bundle)."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def build(folder: Path, output: Path | None, form: str) -> None:
    """Compile FOLDER into a bundle; on errors nothing is made current."""
    started = time.perf_counter()
    bundle = output or folder / ".frontdesk" / "bundle"
    tree, findings = read_folder(folder)
    compiled = compile_tree(tree, findings, FolderBlobs(bundle))
    if compiled.root_digest is not None:
        point(bundle, Pointer(root=compiled.root_digest, source=None))
    summary = {
        "root_digest": compiled.root_digest,
        "portals": compiled.counts["portals"],
        "files": compiled.counts["files"],
        "cached": compiled.counts.get("cached", 0),
        "seconds": round(time.perf_counter() - started, 3),
        "diagnostics": as_json(compiled.diagnostics),
    }
    if form == "json":
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        click.echo(as_text(compiled.diagnostics, tree.read), nl=False)
        if compiled.root_digest:
            counts = f"{summary['portals']} portals, {summary['files']} files, {summary['seconds']} s"
            click.echo(f"{compiled.root_digest}  {counts}")
    sys.exit(0 if compiled.root_digest else 1)
