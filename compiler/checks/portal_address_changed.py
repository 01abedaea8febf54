"""An open portal answers at another address (HS-26): links in mails and bookmarks still lead to the old one."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked
from schemas.portal import Address

RULE = Rule("FD246", "portal-address-changed", "warning")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Portals that were open and are; a host from a binding is the same as long as the binding is."""
    for pair in compared(linked, base):
        for old, new in pair.kept("portal"):
            if old.value.enabled and new.value.enabled and old.value.address != new.value.address:
                yield found(
                    RULE,
                    f"the portal {quoted(new.id)} was at {_said(old.value.address)}",
                    linked.draft.span(new, ("address",)),
                    note="another address",
                    hint="keep the old address until nobody uses it: a second portal may  extends: this one\n"
                    "a sign-in at an identity provider is bound to the address, too",
                )


def _said(address: Address) -> str:
    host = address.host
    name = "" if host is None else host.value or "{" + f"binding: {host.binding}" + "}"
    return f"{name}{address.path or '/'}"
