"""An entry of a list of addresses that is no IP address and no network (NHN-009): nobody could ever match it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.networks import callers

RULE = Rule("FD737", "impossible-network")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`allowed_ips` of every Open API."""
    for entry in callers(linked):
        if entry.network is None:
            better = f"a network begins at its first address: {entry.meant}" if entry.meant else ""
            yield found(
                RULE,
                f"{quoted(entry.text)} is no address and no network",
                linked.draft.span(entry.thing, entry.path),
                note="this entry",
                hint=better or 'write an address, as in 203.0.113.7, or a network, as in "2001:db8::/32"',
            )
