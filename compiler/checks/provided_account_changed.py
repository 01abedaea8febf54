"""The representative mail account was changed: it is fixed once it is merged (NHN-111)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD238", "provided-account-changed")

_WHY = "mail to this address becomes tickets; customers have it in their address books"


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Accounts that were `provided: true` and are gone, renamed or not provided any more."""
    for pair in compared(linked, base):
        there = pair.now.get("mail_account", {})
        for name, old in pair.before.get("mail_account", {}).items():
            if not old.value.provided or linked.draft.is_poisoned("mail_account", pair.id, name):
                continue
            new = there.get(name)
            if new is None:
                message = f"the provided mail account {quoted(name)} is gone"
                yield found(RULE, message, whole_file(f"brands/{pair.id}/mail/accounts.yaml"), hint=_again(name))
            elif not new.value.provided:
                message = f"the mail account {quoted(name)} was a provided one"
                yield found(RULE, message, linked.draft.span(new, (), "key"), note="no more", hint=_again(name))


def _again(name: str) -> str:
    return f"write  {name}: {{provided: true}}  again\n{_WHY}"
