"""A project with booking in whose tickets the booking button never shows."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD481", "no-bookable-status", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled projects whose profile has booking and none of whose statuses is `bookable`."""
    for brand in linked.brands.values():
        for thing in brand.of("project").values():
            profile = brand.of("tracking").get(thing.value.tracking or "")
            if profile is None or not profile.value.booking or not thing.value.enabled:
                continue
            if any(status.bookable for status in thing.value.statuses or ()):
                continue
            place = ("statuses",) if thing.value.statuses else ("tracking",)
            yield found(
                RULE,
                f"appointments may be booked in {quoted(thing.id)}, and no status of it shows the button",
                linked.draft.span(thing, place, "key"),
                note="none is bookable",
                labels=[Label(linked.draft.span(profile, ("booking",)), "booking is on here")],
                hint="write  bookable: true  at the status in which customers choose a day",
            )
