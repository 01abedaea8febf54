"""A booking calendar whose earliest day comes after its latest: no day can be booked."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from schemas.durations import seconds

RULE = Rule("FD474", "booking-calendar-crossed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`calendar:` of tracking profiles, with what it leaves out at its usual value."""
    for brand in linked.brands.values():
        for thing in brand.of("tracking").values():
            calendar = thing.value.calendar
            if seconds(calendar.earliest) < seconds(calendar.latest):
                continue
            written = calendar.model_fields_set
            key, other = ("latest", "earliest") if "latest" in written else ("earliest", "latest")
            yield found(
                RULE,
                f"appointments may be booked from {calendar.earliest} to {calendar.latest} ahead",
                linked.draft.span(thing, ("calendar", key)),
                note="no day lies between",
                labels=[Label(linked.draft.span(thing, ("calendar", other)), "and this")] if other in written else [],
                hint="write a longer latest: or a shorter earliest:",
            )
