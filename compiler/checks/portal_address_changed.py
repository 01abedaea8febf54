"""An open portal answers at another address (HS-26): links in mails and bookmarks still lead to the old one."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import Compared, compared
from compiler.link import Linked
from schemas.portal import Address

RULE = Rule("FD246", "portal-address-changed", "warning")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Portals that were open and are; whatever a binding or a domain is called, what counts is where it leads."""
    for pair in compared(linked, base):
        for old, new in pair.kept("portal"):
            if old.value.enabled and new.value.enabled and not _is_same(pair, old.value.address, new.value.address):
                yield found(
                    RULE,
                    f"the portal {quoted(new.id)} was at {_said(old.value.address)}",
                    linked.draft.span(new, ("address",)),
                    note="another address",
                    hint="keep the old address until nobody uses it: a second portal may  extends: this one\n"
                    "a sign-in at an identity provider is bound to the address, too",
                )


def _is_same(pair: Compared, old: Address, new: Address) -> bool:
    """Whether two addresses lead to the same place, in every environment there was."""
    if _documented(pair, old.path or "/") != (new.path or "/"):
        return False
    if old.host == new.host:
        return True
    before = {name: _host(pair.base, name, pair.former, old) for name in pair.base.environments}
    now = {name: _host(pair.linked, name, pair.id, new) for name in pair.base.environments}
    return before == now and bool(before) and None not in before.values()


def _documented(pair: Compared, path: str) -> str:
    """The old path; where the brand's service id made it, what the new one makes: that it changed is said there."""
    ids = [
        linked.brands[name].brand.value.service_id
        for linked, name in ((pair.base, pair.former), (pair.linked, pair.id))
    ]
    return f"/{ids[1]}/hc" if all(ids) and path == f"/{ids[0]}/hc" else path


def _host(linked: Linked, environment: str, brand: str, address: Address) -> str | None:
    """The host name in an environment; `None` where none is given."""
    host = address.host
    if host is None or host.binding is None:
        return None if host is None else host.value
    return linked.values(environment, brand).get(host.binding)


def _said(address: Address) -> str:
    host = address.host
    name = "" if host is None else host.value or "{" + f"binding: {host.binding}" + "}"
    return f"{name}{address.path or '/'}"
