"""`frontdesk status`: which process serves which release, and whether that is what it should be."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compiler.report import visible
from frontdesk.expectation import EXPECT
from frontdesk.fleet import UNCLEAR, Fleet, Process, from_database, from_pages, pages_of, serves

if TYPE_CHECKING:
    from rich.table import Table

_PAUSE = 1.0  # seconds between two looks


@click.command()
@click.option("--url", "urls", multiple=True, help="Ask a status page instead of the database; may be repeated.")
@click.option("--token", "tokens", multiple=True, help="Its token, as env:NAME or file:PATH; one for all, or one each.")
@click.option("--state", type=click.Path(path_type=Path), default=None, help="State folder of the installation.")
@click.option("--expect", callback=EXPECT, help="The root that has to be served, or how its digest begins.")
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, help="Seconds to wait for it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def status(
    urls: tuple[str, ...], tokens: tuple[str, ...], state: Path | None, expect: str | None, wait: float, form: str
) -> None:
    """Show what every process serves; 0 only if each serves what it should.

    Without --expect that is the release which is offered to them. Processes that have said nothing for a minute do not
    count. 1 if one refuses it or stays with another; 4 if none does, and yet not all is well or can be seen: a status
    page does not answer, nobody reports, the release has grown old.
    """
    if tokens and not urls:
        raise click.UsageError("--token is for --url")
    read = from_pages(pages_of(urls, tokens)) if urls else from_database(os.environ, state)
    fleet = _waited(read, expect, wait, is_shown=form == "text" and sys.stdout.isatty())
    if form == "json":
        click.echo(json.dumps(_as_data(fleet, expect), ensure_ascii=False, indent=1))
    else:
        _print(fleet, expect)
    if not fleet.is_fine(expect):
        sys.exit(1 if fleet.against(expect) else UNCLEAR)


def _waited(read: Callable[[], Fleet], expect: str | None, wait: float, *, is_shown: bool) -> Fleet:
    """Look until all is well or time is up; on a terminal the table is there meanwhile."""
    deadline = time.monotonic() + wait
    fleet = read()
    with _live(is_shown and wait > 0) as show:
        while not fleet.is_fine(expect) and time.monotonic() < deadline:
            show(fleet, expect)
            time.sleep(min(_PAUSE, max(0.0, deadline - time.monotonic())))
            fleet = read()
    return fleet


@contextmanager
def _live(is_wanted: bool) -> Iterator[Callable[[Fleet, str | None], None]]:
    if not is_wanted:
        yield lambda fleet, expect: None
        return
    from rich.live import Live

    with Live(transient=True, auto_refresh=False) as live:
        yield lambda fleet, expect: live.update(_table(fleet, expect), refresh=True)


def _print(fleet: Fleet, expect: str | None) -> None:
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(_table(fleet, expect))
    else:
        for one in fleet.processes:
            click.echo("\t".join(map(visible, _cells(one))))
    for one in fleet.processes:
        if one.reason:
            click.echo(visible(_why(one)))
    if not sys.stdout.isatty():  # there it stands above the table
        click.echo(_summary(fleet, expect))


def _summary(fleet: Fleet, expect: str | None) -> str:
    expected = fleet.expected(expect)
    if not fleet.live:
        return "no process reports; is anything being served?"
    if expected is None:
        return "nothing is offered to any process"
    number = sum(serves(one, expected) for one in fleet.live)
    return f"{number} of {len(fleet.live)} serve {_short(expected)}"


def _cells(one: Process) -> tuple[str, str, str, str, str]:
    release = "" if one.sequence is None else f"release {one.sequence}"
    return one.name, one.state, _short(one.active), release, f"since {one.activated_at}" if one.activated_at else ""


def _why(one: Process) -> str:
    place = f"{one.place}: " if one.place else ""
    code = f"{one.code} " if one.code else ""
    return f"{one.name}: {code}{place}{one.reason}"


def _short(root: str | None) -> str:
    return root.removeprefix("sha256:")[:12] if root else "nothing"


_COLORS = {"ACTIVE": "green", "CANARY": "blue", "SILENT": "dim", "HALTED": "yellow", "STALE": "yellow"}


def _table(fleet: Fleet, expect: str | None) -> "Table":
    from rich.markup import escape
    from rich.table import Table

    expected = fleet.expected(expect)
    table = Table("machine", "state", "serves", "", "", title=_summary(fleet, expect), title_justify="left")
    for one in fleet.processes:
        name, state, active, *more = map(visible, _cells(one))
        color = _COLORS.get(state, "red")
        root_color = "green" if serves(one, expected) else "red"
        table.add_row(
            escape(name), f"[{color}]{escape(state)}[/]", f"[{root_color}]{escape(active)}[/]", *map(escape, more)
        )
    return table


def _as_data(fleet: Fleet, expect: str | None) -> dict[str, Any]:
    return {
        "fine": fleet.is_fine(expect),
        "expected": fleet.expected(expect),
        "serving": sum(serves(one, fleet.expected(expect)) for one in fleet.live),
        "live": len(fleet.live),
        "against": [one.id for one in fleet.against(expect)],
        "runtimes": [{name: getattr(one, name) for name in Process.__dataclass_fields__} for one in fleet.processes],
        "activations": list(fleet.activations),
    }
