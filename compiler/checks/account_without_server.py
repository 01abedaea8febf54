"""A mail account nothing can be sent through: it is neither provided by the installation nor has a server."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD427", "account-without-server")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The sender's account without `provided: true` and without `send:`."""
    for brand in linked.brands.values():
        for thing in brand.of("sender").values():
            account = brand.of("mail_account").get(thing.value.account or "")
            if account is not None and not account.value.provided and account.value.send is None:
                yield found(
                    RULE,
                    f"the account {quoted(account.id)} has no server to send through",
                    linked.draft.span(account, (), "key"),
                    note="no send: here",
                    labels=[Label(linked.draft.span(thing, ("account",)), "the sender's account")],
                    hint="add send: {host: …}, or provided: true",
                )
