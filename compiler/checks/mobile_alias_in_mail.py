"""`@[AffectedMobile]` in a mail: it means that person's e-mail address there, which its name does not say (FC-21)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, found
from compiler.errands import deeds
from compiler.link import Linked
from schemas.triggers.actions.mail import Mail

RULE = Rule("FD546", "mobile-alias-in-mail", "note")

_PHONES = ("@[AffectedMobile]", "@[AffectedPhone]")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Aliases of telephones in `to`, `cc` and `bcc` of mails."""
    for deed in deeds(linked):
        if not isinstance(deed.action, Mail):
            continue
        for key in ("to", "cc", "bcc"):
            for index, word in enumerate(getattr(deed.action, key)):
                if word in _PHONES:
                    span = linked.draft.span(deed.thing, (*deed.path, key, index))
                    yield found(
                        RULE,
                        f"{word} means the e-mail address in a mail",
                        span,
                        note="reads like a number",
                        hint="write @[AffectedEmail], which says so",
                        suggestion=Suggestion((Edit(span, '"@[AffectedEmail]"'),), "safe"),
                    )
