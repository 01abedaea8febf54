"""A portal's host that is not a host name: with `https://`, a path, a port or capital letters."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.names import HOST, SPELLINGS

RULE = Rule("FD213", "host-misspelt")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Hosts written in portals; those of environments are looked at with their bindings."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            host = thing.value.address.host.value
            if host is not None and not re.search(HOST, host):
                yield found(
                    RULE,
                    f"{quoted(host)} is not a host name",
                    linked.draft.span(thing, ("address", "host")),
                    note="this host",
                    hint=SPELLINGS[HOST],
                )
