"""`frontdesk demo`: everything on this machine with one command, to look around or to prove that it works."""

import logging
import shutil
import signal
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import structlog

from frontdesk.demonstration import Demonstration, demonstration


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--once", is_flag=True, help="Walk through it as customer and agent, say what happened, and stop.")
@click.option("--port", default=8000, show_default=True, help="Where the portals listen; 0 takes a free port.")
def demo(folder: Path, once: bool, port: int) -> None:
    """Compile FOLDER, start portals, worker and mail simulator, and print where they are."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    # The ends of the stack are reached on every way out: Ctrl-C, SIGTERM and a closed terminal are all the same here.
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
    with ExitStack() as stack:
        # A walk begins with an empty desk and leaves nothing behind.
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="frontdesk-"))) if once else None
        try:
            found = stack.enter_context(
                demonstration(
                    folder, work or folder / ".frontdesk" / "demo", port, 8025 if port == 8000 and not once else 0
                )
            )
            if once:
                from frontdesk.walk import walk

                walk(found)
            else:
                _show(found)
                _stay(found)
        except KeyboardInterrupt:
            click.echo("\nstopping …")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _stay(found: Demonstration) -> None:
    """Until somebody stops it, or one of the processes ends by itself."""
    pause = threading.Event()
    while not pause.wait(1):
        fallen = found.fallen()
        if fallen is not None:
            raise click.ClickException(fallen)


def _rows(found: Demonstration) -> dict[str, list[tuple[str, str]]]:
    return {
        "Portals": list(found.portals),
        "Desk": [("agents sign in at", address) for address in found.desks],
        "Sign-ins": [
            (f"{one.agent.id} ({', '.join(sorted({role for _, role in one.agent.roles}))})", one.password)
            for one in found.sign_ins
        ],
        "Outbox": [("every mail that was sent", found.outbox_address)],
    }


def _show(found: Demonstration) -> None:
    """A table on a terminal, plain lines anywhere else."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        for title, rows in _rows(found).items():
            for name, value in rows:
                click.echo(f"{title}\t{name}\t{value}")
        click.echo("Ready. Ctrl-C stops everything.")
        return
    _show_table(console, _rows(found))


def _show_table(console: Any, sections: dict[str, list[tuple[str, str]]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False, width=shutil.get_terminal_size().columns)
    table.add_column(style="bold")
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for title, rows in sections.items():
        for number, (name, value) in enumerate(rows):
            shown = f"[link={value}]{value}[/link]" if value.startswith("http") else value
            table.add_row("" if number else title, name, shown, end_section=number == len(rows) - 1)
    console.print(table)
    console.print("[green]Ready.[/green] Ctrl-C stops everything.")
