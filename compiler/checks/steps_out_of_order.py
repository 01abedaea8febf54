"""A test whose steps go back in time, or that does not begin with a ticket."""

from collections.abc import Iterator
from datetime import datetime

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD486", "steps-out-of-order")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Moments of steps in the calendar and in order, `created` first and once."""
    for brand in linked.brands.values():
        for thing in brand.of("rule_test").values():
            yield from _of(linked, thing)


def _of(linked: Linked, thing: Object) -> Iterator[Diagnostic]:
    span, last = linked.draft.span, None
    for index, step in enumerate(thing.value.steps):
        if index and step.event == "created":
            yield found(
                RULE,
                "a ticket is created once",
                span(thing, ("steps", index, "event")),
                note="again",
                labels=[Label(span(thing, ("steps", 0, "event")), "the test begins here")],
                hint="write another test for another ticket",
            )
        try:
            now = datetime.fromisoformat(step.at)
        except ValueError:
            hint = 'write year, month, day, T, hours and minutes: "2026-03-02T09:00"'
            yield found(
                RULE, f"there is no {step.at}", span(thing, ("steps", index, "at")), note="no moment", hint=hint
            )
            continue
        if last is not None and now < last[1]:
            yield found(
                RULE,
                "this step happens before the one above it",
                span(thing, ("steps", index, "at")),
                note="earlier",
                labels=[Label(span(thing, ("steps", last[0], "at")), "the step above")],
                hint="write steps in the order in which they happen",
            )
        last = (index, now)
