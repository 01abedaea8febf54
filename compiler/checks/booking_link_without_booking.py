"""A link to booking in words that reach only customers who cannot book (FC-06, FC-14)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import Deed, deeds, may_book, projects_of
from compiler.link import Linked
from compiler.passages import place_of, sent_by
from compiler.shape import Object
from compiler.vocabulary import own_placeholders
from schemas.placeholders import BOOKING, parse
from schemas.triggers.actions.mail import Mail

RULE = Rule("FD475", "booking-link-without-booking")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Actions of enabled triggers that say `tracking.book` where no project they may meet has a profile with booking.

    A mail that says `booking: false` takes the right to book away from everybody it reaches.
    """
    for deed in deeds(linked, only_enabled=True):
        refused = isinstance(deed.action, Mail) and deed.action.booking is False
        projects = projects_of(deed)
        if not refused and any(may_book(deed, project) is not False for project in projects):
            continue
        own = own_placeholders(deed.brand)
        for passage in sent_by(deed.brand, deed.thing, deed.path, deed.action):
            for one in parse(passage.words, own):
                if one.name in BOOKING:
                    yield found(
                        RULE,
                        f"{one.spelling} leads to booking, and nobody who reads this may book",
                        place_of(linked, passage, one),
                        note="leads nowhere",
                        labels=_why(linked, deed, projects, refused=refused),
                        hint="use [#CustomerPortal_Link], or let the tracking profile say  booking: true",
                    )


def _why(linked: Linked, deed: Deed, projects: tuple[Object, ...], *, refused: bool) -> list[Label]:
    if refused:
        return [Label(linked.draft.span(deed.thing, (*deed.path, "booking")), "this mail lets nobody book")]
    if not projects:
        return [Label(linked.draft.span(deed.thing, (*deed.path, "do")), "sent here; no project has such tickets")]
    profiles = [(project, deed.brand.of("tracking").get(project.value.tracking or "")) for project in projects[:3]]
    return [
        Label(linked.draft.span(project, ("tracking",) if profile is not None else ("name",)), _says(project, profile))
        for project, profile in profiles
    ]


def _says(project: Object, profile: Object | None) -> str:
    if profile is None:
        return f"the project {quoted(project.id)} has no tracking profile"
    return f"the profile {quoted(profile.id)} of {quoted(project.id)} has no booking"
