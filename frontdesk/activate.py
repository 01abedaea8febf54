"""`frontdesk activate`: take the release that is offered now, on this machine, and say what came of it.

It does what every process that serves does by itself: verify, build under the lock, test. The processes find the files
made and take the release at their next look. Deploy workflows call this, for its exit code and its words.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from compiler.report import visible
from frontdesk.expectation import EXPECT
from frontdesk.installation import with_settings
from runtime.settings import Settings

if TYPE_CHECKING:
    from runtime.release.current import Current

_PAUSE = 0.5  # seconds between two looks


@click.command()
@click.option("--expect", callback=EXPECT, help="The root that has to come of it, or how its digest begins.")
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, help="Seconds to wait until it is offered.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@with_settings
def activate(settings: Settings, expect: str | None, wait: float, form: str) -> None:
    """Verify, build and test the release offered now; 0 if this machine can serve it.

    Processes that serve take it by themselves a moment later: frontdesk status --expect DIGEST --wait 60.
    """
    from runtime.telemetry import silent_log

    with _busy(), silent_log():
        current = _taken(settings, expect, wait)
    said = _said(current, expect)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if form == "json" else _as_text(said, expect))
    sys.exit(0 if said["fine"] else 1)


def _taken(settings: Settings, expect: str | None, wait: float) -> "Current":
    """Look until what is expected is active, until it is refused, or until time is up."""
    from runtime.release.current import Current

    deadline = time.monotonic() + wait
    current = Current(settings)
    current.ask()
    current.refresh()
    while not _is_over(current, expect) and time.monotonic() < deadline:
        time.sleep(min(_PAUSE, max(0.0, deadline - time.monotonic())))
        current.ask()
        current.poll()
    for _ in range(2):  # where things were written is fetched only now that somebody wants to know
        if current.refused is not None and not current.refused.place:
            current.ask()
            current.refresh()
    return current


def _is_over(current: "Current", expect: str | None) -> bool:
    situation = current.situation()
    if situation.state == "REFUSED":
        return expect is None or (situation.wanted or "").startswith(expect)
    return situation.active is not None and (expect is None or situation.active.startswith(expect))


def _said(current: "Current", expect: str | None) -> dict[str, Any]:
    from runtime.release.self_tests import SELF_TESTS

    situation, snapshot = current.situation(), current.snapshot
    refused = situation.refused
    is_expected = situation.active is not None and (expect is None or situation.active.startswith(expect))
    return {
        "fine": is_expected and situation.state in {"ACTIVE", "CANARY"},
        "state": situation.state,
        "active": situation.active,
        "wanted": situation.wanted,
        "sequence": situation.sequence,
        "provenance": situation.record.provenance.model_dump(mode="json", exclude_none=True)
        if situation.record is not None
        else {},
        "code": refused.code if refused is not None else None,
        "reason": refused.reason if refused is not None else None,
        "place": (refused.place or None) if refused is not None else None,
        "bins": {"built": snapshot.built, "reused": snapshot.reused} if snapshot is not None else None,
        "seconds": round(snapshot.seconds, 3) if snapshot is not None else None,
        "passed": [name for name, _ in SELF_TESTS],
    }


def _as_text(said: dict[str, Any], expect: str | None) -> str:
    lines = []
    if said["code"]:
        lines += [visible(f"{said['code']} {said['place'] or ''}".strip()), f"  {visible(said['reason'])}"]
        lines.append(f"  frontdesk explain {said['code']}")
    if said["state"] == "REFUSED" and said["wanted"]:
        lines.append(f"refused: {said['wanted']}")
    if said["active"] is None:
        return "\n".join([*lines, "nothing can be served on this machine"])
    if not said["fine"]:
        lines += [f"expected: {expect}"] if expect is not None else []
        return "\n".join([*lines, f"still served here: {said['active']}{_release(said)}"])
    bins = said["bins"]
    lines.append(f"active: {said['active']}{_release(said)}")
    lines.append(f"  {bins['built']} bins built, {bins['reused']} reused, {said['seconds']} s")
    lines.append(f"  passed: {', '.join(said['passed'])}")
    return "\n".join(lines)


def _release(said: dict[str, Any]) -> str:
    provenance = said["provenance"]
    parts = [
        f"release {said['sequence']}" if said["sequence"] is not None else "",
        f"commit {visible(provenance['commit'][:12])}" if provenance.get("commit") else "",
        f"published by {visible(provenance['published_by'])}" if provenance.get("published_by") else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"  ({told})" if told else ""


@contextmanager
def _busy() -> Iterator[None]:
    """A sign of life on a terminal: building many pages takes a while."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("verifying, building, testing …"):
        yield
