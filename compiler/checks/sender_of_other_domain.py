"""Mail that says it comes from one domain and is sent by an account of another: much of it ends as spam (NHN-113)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD453", "sender-of-other-domain", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The sender's address beside its account's."""
    for brand in linked.brands.values():
        for thing in brand.of("sender").values():
            account = brand.of("mail_account").get(thing.value.account or "")
            if account is None or thing.value.address is None or account.value.address is None:
                continue
            said, sent = (
                address.rpartition("@")[2].lower() for address in (thing.value.address, account.value.address)
            )
            if said != sent:
                yield found(
                    RULE,
                    f"mail from {quoted(said)} is sent by an account of {quoted(sent)}",
                    linked.draft.span(thing, ("address",)),
                    note="looks forged",
                    labels=[Label(linked.draft.span(account, ("address",)), "what sends it")],
                    hint="use an address of the account's domain, or leave address: out",
                )
