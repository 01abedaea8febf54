"""`frontdesk explain`: the page of a diagnostic code or of a built-in policy."""

import re
import sys
from importlib.resources import files
from pathlib import Path

import click

from compiler.catalogue import by_code
from compiler.diagnostic import did_you_mean, quoted
from compiler.policies.known import built_in


def pages() -> Path:
    """The folder of the pages: in the source tree, or beside the installed command."""
    source = Path(__file__).parents[1] / "docs" / "diagnostics"
    return source if source.is_dir() else Path(str(files("frontdesk"))) / "diagnostics"


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Show what CODE means, with a failing and a working sample. Without CODE: every code there is.

    CODE may be a built-in policy, such as privacy-link.
    """
    rules = by_code()
    if code is None:
        for each in rules.values():
            click.echo(f"{each.code}  {each.severity:<8} {each.name}")
        return
    rule = rules.get(code.upper()) or next((rule for rule in rules.values() if rule.name == code.lower()), None)
    if rule is None and (section := _release_section(code)):
        click.echo(section)
        return
    if rule is None and code.lower() in built_in():
        _show((pages().parent / "policies" / f"{code.lower()}.md").read_text())
        return
    if rule is None:
        names = (*rules, *(rule.name for rule in rules.values()), *built_in())
        word = code.upper() if code[:2].upper() == "FD" else code
        click.echo(f"there is no code {quoted(code)}; {did_you_mean(word, names)}", err=True)
        sys.exit(2)
    _show((pages() / f"{rule.code}-{rule.name}.md").read_text())


def _release_section(code: str) -> str:
    """What the page on releases says of a code that a runtime refuses with; empty when it is none of those."""
    page = pages().parent / "reference" / "releases.md"
    text = page.read_text() if page.is_file() else ""
    found = re.search(rf"^## {re.escape(code.upper())} .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[0].rstrip() if found else ""


def _show(text: str) -> None:
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console  # slow to import, and only a terminal shows its colours
    from rich.markdown import Markdown

    Console().print(Markdown(text))
