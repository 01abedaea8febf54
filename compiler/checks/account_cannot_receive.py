"""A mail account that is to bring tickets and has no way to fetch mail (NHN-112)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD465", "account-cannot-receive")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Accounts of the channel that are neither provided nor have `receive`."""
    for brand in linked.brands.values():
        for thing in brand.of("email_channel").values():
            for index, name in enumerate(thing.value.accounts):
                account = brand.of("mail_account").get(name)
                if account is None or account.value.provided or account.value.receive is not None:
                    continue
                yield found(
                    RULE,
                    f"the account {quoted(name)} cannot receive mail",
                    linked.draft.span(thing, ("accounts", index)),
                    note="looked into here",
                    labels=[Label(linked.draft.span(account, (), "key"), "has no receive:")],
                    hint=f"add  receive: {{host: …, user: …, password: …}}  to {name} in mail/accounts.yaml",
                )
