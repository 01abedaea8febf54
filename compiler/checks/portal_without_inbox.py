"""An open portal where customers sign in and ask, and no inbox for what they ask (HS-05, HS-15)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD666", "portal-without-inbox", may_lower=True)

_MODES = ("registration", "magic_link", "sso")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Open portals with accounts of our own or of a provider; members of another site come in without inboxes, too."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            portal = thing.value
            asks = portal.enabled and portal.show.inquiries and brand.brand.value.features.inquiries
            if not asks or portal.access.mode not in _MODES or portal.tickets.inbox is not None:
                continue
            names = tuple(brand.of("inbox"))
            yield found(
                RULE,
                f"new tickets of the portal {quoted(thing.id)} land nowhere",
                linked.draft.span(thing, ("enabled",)),
                note="open because of this",
                hint=f"write  tickets: {{inbox: {names[0] if names else '…'}}}"
                + ("" if names else ", and describe the inbox in inboxes.yaml"),
            )
