"""Hours that end before they begin, or when they begin: nothing lies between (FC-42)."""

from collections.abc import Iterator

from compiler.authored import owners, values_of
from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.hours import Hours, minutes

RULE = Rule("FD473", "hours-end-first")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Hours of service levels, tracking profiles and channels, and the schedules of triggers."""
    for owner in owners(linked):
        for thing in owner.objects:
            for path, hours in values_of(thing, Hours):
                yield from _of(linked, thing, path, hours.start, hours.to)
            if thing.kind == "trigger" and thing.value.schedule is not None:
                yield from _of(linked, thing, ("schedule",), thing.value.schedule.start, thing.value.schedule.to)


def _of(linked: Linked, thing: Object, path: Path, start: str, end: str) -> Iterator[Diagnostic]:
    if minutes(end) <= minutes(start):
        yield found(
            RULE,
            f"nothing lies between {start} and {end}",
            linked.draft.span(thing, (*path, "to")),
            note="not after the beginning",
            labels=[Label(linked.draft.span(thing, (*path, "from")), "begins here")],
            hint='hours past midnight are two spans: one to "24:00", one from "00:00" on the next day',
        )
