"""`frontdesk history`: the releases of an address, newest first, each found by a hash in the one after it."""

import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from compiler.release.address import open_address
from compiler.release.present import Earlier, Present, look
from compiler.release.trust import read_trust
from compiler.report import visible
from frontdesk.releasing import address_option, refusals_shown, trust_option
from schemas.release import Denied, ReleaseRecord


@click.command()
@address_option
@trust_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show.")
@click.option("--all", "is_all", is_flag=True, help="Show them all.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def history(address: str, trust: Path, limit: int, is_all: bool, form: str) -> None:
    """List the releases of an address: what, when, from where, by whom, and what was taken back."""
    with refusals_shown():
        place = open_address(address, for_writing=False)
        present = look(place, read_trust(trust))
        found = None if present is None else Earlier(place, present)
        records = list(itertools.islice(found or (), None if is_all else limit))
    gap = found.gap if found is not None else None
    if form == "json":
        rows = [_row(record, present) for record in records]
        click.echo(json.dumps({"address": place.url, "releases": rows, "not_here": gap}, ensure_ascii=False))
    elif present is None:
        click.echo(f"{place.url} has no release yet")
    else:
        click.echo(_as_text(records, present, gap))


def _denied(root: str, present: Present | None) -> Denied | None:
    known = present.record.denied if present else ()
    return next((each for each in known if each.root == root), None)


def _row(record: ReleaseRecord, present: Present | None) -> dict[str, Any]:
    denied = _denied(record.made, present)
    return {
        "sequence": record.sequence,
        "root": record.root,
        "canary": None if record.canary is None else record.canary.model_dump(mode="json"),
        "restores": record.restores,
        "is_present": present is not None and record == present.record,
        "denied": None if denied is None else denied.model_dump(mode="json"),
        "provenance": record.provenance.model_dump(mode="json"),
    }


def _as_text(records: Iterable[ReleaseRecord], present: Present, gap: str | None) -> str:
    """What others have written stands on its line, whatever letters they chose."""
    lines: list[str] = []
    for record in records:
        made = record.provenance
        commit = (made.commit or "")[:12]
        who = " ".join(part for part in (made.change, f"by {made.published_by}" if made.published_by else "") if part)
        marks = "".join(f"  {mark}" for mark in _marks(record, present))
        row = f"{record.sequence:>5}  {record.made[:19]}  {made.published_at}  {commit:<12}  {who}{marks}"
        lines.append(visible(row))
        if made.note:
            lines.append(f"{'':>7}{visible(made.note)}")
    if gap is not None:
        lines.append(f"{'':>7}{gap} are not here")
    expires = present.timestamp.expires
    return "\n".join([*lines, f"signed until {expires:%Y-%m-%d %H:%M} UTC"])


def _marks(record: ReleaseRecord, present: Present) -> Iterable[str]:
    if record == present.record:
        yield "present"
    if record.canary is not None:
        yield f"canary for {', '.join(record.canary.portals)}"
    if record.restores is not None:
        yield f"back to {record.restores}"
    denied = _denied(record.made, present)
    if denied is not None:
        yield f"taken back by {denied.since}"
