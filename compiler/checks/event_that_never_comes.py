"""A trigger that waits for something that cannot happen in its brand: bookings without booking, ratings without any."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked, LinkedBrand
from schemas.tracking import Tracking

RULE = Rule("FD542", "event-that-never-comes", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Events of enabled triggers, against projects, tracking profiles and channels of the brand."""
    for brand in linked.brands.values():
        books, rates = _books(linked, brand), _rates(linked, brand)
        possible = {"booked": books, "booking_changed": books, "rated": rates}
        for thing in brand.of("trigger").values():
            for index, event in enumerate(thing.value.events) if thing.value.enabled else ():
                if not possible.get(event, True):
                    yield found(
                        RULE,
                        "nobody can book an appointment in this brand"
                        if event != "rated"
                        else "nobody can rate a ticket or chat in this brand",
                        linked.draft.span(thing, ("events", index)),
                        note="never happens",
                        hint="let a tracking profile that a project uses say  booking: true"
                        if event != "rated"
                        else "add  feedback:  to a tracking profile that a project uses, or to channels/chat.yaml",
                    )


def _books(linked: Linked, brand: LinkedBrand) -> bool:
    return _is_open(linked, brand) or any(profile.booking for profile in _profiles(brand))


def _rates(linked: Linked, brand: LinkedBrand) -> bool:
    chat = brand.of("chat_channel").get("")
    rated = chat is not None and chat.value.feedback is not None
    return rated or _is_open(linked, brand) or any(profile.feedback is not None for profile in _profiles(brand))


def _profiles(brand: LinkedBrand) -> list[Tracking]:
    used = {thing.value.tracking for thing in brand.of("project").values() if thing.value.enabled}
    return [thing.value for name, thing in brand.of("tracking").items() if name in used and thing.value.enabled]


def _is_open(linked: Linked, brand: LinkedBrand) -> bool:
    """Whether something broken may make it possible."""
    return any(linked.draft.has_poisoned(kind, brand.id) for kind in ("project", "tracking", "chat_channel"))
