"""A schedule on a trigger that waits for something else than passing time: it would have no effect there."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked

RULE = Rule("FD523", "schedule-without-time")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`schedule:` beside any event but `time_passed`."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            if thing.value.schedule is None:
                continue
            for index, event in enumerate(thing.value.events):
                if event != "time_passed":
                    yield found(
                        RULE,
                        f"a schedule says when to look at passing time; {event} happens when it happens",
                        linked.draft.span(thing, ("events", index)),
                        note="has no schedule",
                        labels=[Label(linked.draft.span(thing, ("schedule",), "key"), "the schedule")],
                        hint="make two triggers of it, or write  events: [time_passed]",
                    )
                    break
