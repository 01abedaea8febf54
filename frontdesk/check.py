"""`frontdesk check`: every finding of a run."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from compiler.verdict import is_refused
from frontdesk.answers import look, remember
from frontdesk.compilation import Run, compile_folder, counted, findings_in_words
from frontdesk.findings import FOR_PEOPLE, FORMATS


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text")
@click.option(
    "--base", metavar="REV", help="A revision of git to compare with: ids, types and numbers that must not change."
)
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option("--fix", is_flag=True, help="First mend what can be mended without changing what is meant.")
@click.option("--watch", "is_watching", is_flag=True, help="Check again after every change, until interrupted.")
@click.option("--no-cache", is_flag=True, help="Work everything out anew; the result is the same.")
def check(
    folder: Path, form: str, base: str | None, strict: bool, fix: bool, is_watching: bool, no_cache: bool
) -> None:
    """Report everything that is wrong in FOLDER."""

    def once() -> Run:
        today = datetime.now(tz=UTC).date().isoformat()
        run = compile_folder(folder, None, use_cache=not no_cache, base=base, today=today)
        click.echo(_said(run, form, base), nl=False)
        return run

    if fix:
        _mend(folder, form)
    if is_watching:
        from frontdesk.watching import watch

        watch(folder, once)
        return
    before = look(sys.argv[1:])
    run = once()
    refused = not run.compiled.accepted or is_refused(run.compiled.diagnostics, strict=strict)
    if before is not None and run.tree.sizes:  # nothing is written where there is no repository
        remember(before, _said(replace(run, cached=run.compiled.counts["files"]), form, base), int(refused))
    sys.exit(int(refused))


def _said(run: Run, form: str, base: str | None) -> str:
    text = FORMATS[form](run.compiled.diagnostics, run.tree.read)
    if form in FOR_PEOPLE:
        text += f"{counted(run)}: {findings_in_words(run)}\n"
        if base is None:
            text += "Nothing was compared with an earlier state: `--base REV` looks for what must not change.\n"
    return text


def _mend(folder: Path, form: str) -> None:
    from frontdesk.changes import named
    from frontdesk.mending import mend

    tree, changes = mend(folder)
    for line in named(changes, tree):
        click.echo(line, err=form not in FOR_PEOPLE)
