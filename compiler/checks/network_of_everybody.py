"""A network that is the whole Internet (NHN-009): the list no longer keeps anybody out."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.networks import callers

RULE = Rule("FD739", "network-of-everybody", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries of `allowed_ips` with a prefix of no length."""
    for entry in callers(linked):
        if entry.network is not None and entry.network.prefixlen == 0:
            yield found(
                RULE,
                f"{quoted(entry.text)} is everybody",
                linked.draft.span(entry.thing, entry.path),
                note="this network",
                hint="list the networks that call, or say what is meant:  any_ip: true",
            )
