"""A tracking profile whose times on offer come from nowhere, or from two places (FC-16)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked

RULE = Rule("FD470", "booking-windows-unclear")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`windows:` has either a service level or intervals; booking needs one of them."""
    for brand in linked.brands.values():
        for thing in brand.of("tracking").values():
            windows, span = thing.value.windows, linked.draft.span
            if windows is None:
                if thing.value.booking:
                    yield found(
                        RULE,
                        "appointments may be booked, and no times are on offer",
                        span(thing, ("booking",)),
                        note="no windows:",
                        hint="add  windows: {sla: …}  or  windows: {intervals: [{days: [mon-fri], from: …, to: …}]}",
                    )
            elif windows.sla is not None and windows.intervals:
                yield found(
                    RULE,
                    "the times on offer come from a service level and from intervals",
                    span(thing, ("windows", "intervals"), "key"),
                    note="beside a service level",
                    labels=[Label(span(thing, ("windows", "sla")), "the hours of this one, too")],
                    hint="leave out one of them",
                )
            elif windows.sla is None and not windows.intervals:
                yield found(
                    RULE,
                    "no times are on offer",
                    span(thing, ("windows",), "key"),
                    note="neither sla: nor intervals:",
                    hint="name a service level with  sla:  or list  intervals:",
                )
