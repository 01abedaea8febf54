"""A portal's host that is not a host name: with `https://`, a path, a port or capital letters."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.brand import Bound
from schemas.names import HOST, SPELLINGS

RULE = Rule("FD213", "host-misspelt")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Hosts written in portals and domains; those of environments are looked at with their bindings."""
    portals = (thing for brand in linked.brands.values() for thing in brand.of("portal").values())
    own = [thing for thing in portals if thing.value.address.domain is None]
    places: list[tuple[Object, Path, Bound | None]] = [
        *((thing, ("address", "host"), thing.value.address.host) for thing in own),
        *((thing, ("host",), thing.value.host) for thing in linked.organization.get("domain", {}).values()),
    ]
    for thing, path, bound in places:
        host = bound.value if bound is not None else None
        if host is not None and not re.search(HOST, host):
            yield found(
                RULE,
                f"{quoted(host)} is not a host name",
                linked.draft.span(thing, path),
                note="this host",
                hint=SPELLINGS[HOST],
            )
