"""A mail from an account that only receives (FC-19)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import deeds
from compiler.link import Linked
from schemas.triggers.actions.mail import Mail

RULE = Rule("FD525", "sender-cannot-send")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`from:` of mails: an account with `send:`, or the provided one."""
    for deed in deeds(linked):
        if not isinstance(deed.action, Mail) or deed.action.account is None:
            continue
        accounts = deed.brand.of("mail_account")
        account = accounts.get(deed.action.account)
        if account is None or account.value.provided or account.value.send is not None:
            continue
        able = [name for name, thing in accounts.items() if thing.value.provided or thing.value.send is not None]
        yield found(
            RULE,
            f"the account {quoted(account.id)} has no way to send",
            linked.draft.span(deed.thing, (*deed.path, "from")),
            note="only receives",
            labels=[Label(linked.draft.span(account, (), "key"), "has no send:")],
            hint=f"write {' or '.join(able)}" if able else "add  send: {host: …}  to the account",
        )
