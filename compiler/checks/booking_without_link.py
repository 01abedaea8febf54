"""A mail that lets its reader book, and has no link to book with (FC-13)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.errands import deeds, sends_link
from compiler.link import Linked
from schemas.triggers.actions.mail import Mail

RULE = Rule("FD543", "booking-without-link", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`booking:` on mails whose words hold none of the placeholders that lead to a ticket."""
    for deed in deeds(linked, only_enabled=True):
        action = deed.action
        if not isinstance(action, Mail) or not action.booking or sends_link(deed):
            continue
        if action.message is not None and action.message not in deed.brand.of("message"):
            continue
        yield found(
            RULE,
            "this mail lets its reader book, and leads nowhere",
            linked.draft.span(deed.thing, (*deed.path, "booking"), "key"),
            note="no link in its words",
            hint="write [#CustomerPortal_Link] or [#CustomerPortal_BookAppointment] into the body",
        )
