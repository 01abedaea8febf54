"""What the commands that look around share: the repository with every name found, and answers that need no build.

Findings are not shown here: what is broken is left out of the answers, and a line says that `frontdesk check` knows
why.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from compiler.compile import resolve
from compiler.diagnostic import did_you_mean, has_errors, quoted, with_hint
from compiler.link import Linked
from compiler.pointing import NothingMeantError
from compiler.read import UnreadableError, read_folder
from compiler.span import Span
from frontdesk.compilation import CannotReadError

FOLDER = click.option(
    "-C",
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The repository; otherwise this folder.",
)
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


class NoAnswerError(click.ClickException):
    """A question about something that is not there."""

    exit_code = 2


def linked_folder(folder: Path) -> Linked:
    """The repository in a folder, as far as every name is found. Raises `CannotReadError`."""
    try:
        tree, findings = read_folder(folder)
        linked, more = resolve(tree)
    except UnreadableError as error:
        raise CannotReadError(str(error)) from error
    if has_errors((*findings, *more)):
        click.echo("not everything here is right; frontdesk check says what is missing below", err=True)
    return linked


def brand_known(linked: Linked, brand: str | None) -> None:
    """Raises `NoAnswerError` for a brand that there is not."""
    names = tuple(dict.fromkeys(thing.brand for thing in linked.draft.objects if thing.brand))
    if brand is not None and brand not in names:
        raise NoAnswerError(with_hint(f"there is no brand {quoted(brand)}", did_you_mean(brand, names)))


@contextmanager
def answering() -> Iterator[None]:
    """Turns a question that means nothing into the end of the command."""
    try:
        yield
    except NothingMeantError as error:
        raise NoAnswerError(str(error)) from error


def shown_value(value: Any) -> str:
    """A value on one line, as JSON; long ones are cut."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else text[:99] + "…"


def place_as_json(span: Span) -> dict[str, Any]:
    """A place for programs."""
    return {"file": span.file, "line": span.line, "column": span.column}


def echo_json(answer: Any) -> None:
    """One answer for programs."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
