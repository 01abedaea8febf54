"""A mail account nothing can be written to: it has no address, or neither fetches nor sends (NHN-112)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD451", "account-without-address")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Accounts that are not provided, without `address:`."""
    for brand in linked.brands.values():
        for thing in brand.of("mail_account").values():
            if not thing.value.provided and thing.value.address is None:
                yield found(
                    RULE,
                    f"the account {quoted(thing.id)} has no address",
                    linked.draft.span(thing, (), "key"),
                    note="no address: here",
                    hint="add  address: service@shop.example",
                )
