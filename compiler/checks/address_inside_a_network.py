"""An address we would call that leads into our own network, or is no plain web address (NHN-064): a forged request."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.networks import called
from schemas.outbound import refusal

RULE = Rule("FD735", "address-inside-a-network")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Addresses of webhooks, providers, members' sites, customer data and log sinks, where they are written out."""
    for call in called(linked):
        why = refusal(call.url)
        if why is not None:
            yield found(
                RULE,
                f"the address {why}",
                linked.draft.span(call.thing, call.path),
                note="this address",
                hint="write an address of the open Internet, or a binding that each environment supplies",
            )
