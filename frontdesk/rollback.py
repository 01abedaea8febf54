"""`frontdesk rollback`: serve an earlier release again, at once and without building anything."""

import json
from typing import Any

import click

from compiler.release.publish import Outcome, roll_back
from compiler.release.signing import Desk
from compiler.report import visible
from frontdesk.expectation import EXPECT
from frontdesk.publish import signed_in
from frontdesk.releasing import FORMATS, SAID, told_as_json, told_as_outputs, with_desk


@click.command()
@with_desk
@click.option("--to", metavar="RELEASE", callback=SAID, help="Its number, digest or commit; otherwise the one before.")
@click.option(
    "--only-if", metavar="DIGEST", callback=EXPECT, help="Take back this root; if another was published, none."
)
@click.option(
    "--reason",
    default="rolled back",
    metavar="TEXT",
    callback=SAID,
    help="What was wrong: whoever tries it again reads it.",
)
@click.option("--by", metavar="NAME", help="Who decides; otherwise who is signed in to this machine.")
@click.option("--format", "form", type=FORMATS, default="text")
def rollback(desk: Desk, to: str | None, only_if: str | None, reason: str, by: str | None, form: str) -> None:
    """Publish an earlier release again, under a new number, and refuse the present one until it has changed.

    While a canary runs, this ends it. Only metadata is written: runtimes have the rest already. They still serve what
    was taken back for a moment: frontdesk status --expect with the digest printed here waits for the other.
    """
    outcome = roll_back(desk, to, reason, by or signed_in(), only_if)
    click.echo(_told(outcome, desk, form))


def _told(outcome: Outcome, desk: Desk, form: str) -> str:
    if form == "outputs":
        return told_as_outputs(outcome)
    return json.dumps(_summary(outcome, desk), ensure_ascii=False) if form == "json" else _as_text(outcome)


def _summary(outcome: Outcome, desk: Desk) -> dict[str, Any]:
    denied = [each.model_dump(mode="json") for each in outcome.record.denied]
    return {**told_as_json(outcome, desk), "restores": outcome.record.restores, "denied": denied}


def _as_text(outcome: Outcome) -> str:
    record = outcome.record
    if not outcome.is_new:
        return f"{record.root}  is release {record.sequence} already: nothing was changed"
    lines = [f"{record.root}  is release {record.sequence}, as release {record.restores} was"]
    if record.denied:
        lines.append(f"{record.denied[-1].root}  is refused from now on: {visible(record.denied[-1].reason)}")
    return "\n".join(lines)
