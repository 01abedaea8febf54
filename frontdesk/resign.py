"""`frontdesk resign`: renew the signatures of a release before they expire. Something to be run on a schedule."""

import json

import click

from compiler.release.publish import resign as sign_present
from compiler.release.signing import Desk
from frontdesk.releasing import told_as_json, with_desk


@click.command()
@with_desk
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def resign(desk: Desk, form: str) -> None:
    """Sign the present release again, so that runtimes go on taking it for news; also brings new root metadata along.

    The online key is enough, unless the targets keys have changed or what they signed ends within 60 days.
    """
    outcome = sign_present(desk)
    if form == "json":
        click.echo(json.dumps(told_as_json(outcome, desk), ensure_ascii=False))
        return
    click.echo(f"release {outcome.record.sequence} stays; signed until {outcome.fresh_until:%Y-%m-%d}")
