"""`frontdesk lsp`: starts the language server over stdio."""

import logging
import sys

import click


@click.command()
def lsp() -> None:
    """Talk to an editor over standard input and output; the editor starts this itself."""
    try:
        from frontdesk.lsp.server import make
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise click.ClickException("the language server is an extra: pip install 'frontdesk[lsp]'") from error
    from compiler.emit import COMPILER_VERSION

    if sys.stdin.isatty():
        click.echo("waiting for an editor: this command is started by one, see docs/editors.md", err=True)
    said = logging.getLogger("pygls")  # what it would write here, the editor is told over the protocol
    said.addHandler(logging.NullHandler())
    said.propagate = False
    make(COMPILER_VERSION).start_io()
