"""A mail or text message to nobody we know of: not a role, an agent or group of the brand, an address or number."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, nearest, quoted
from compiler.errands import deeds
from compiler.link import Linked, LinkedBrand
from schemas.names import PHONE_NUMBER
from schemas.triggers.actions.forward import Forward
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.sms import Sms
from schemas.triggers.recipients import CUSTOMER, EMAIL

RULE = Rule("FD515", "unknown-recipient")

NUMBER = re.compile(PHONE_NUMBER)

_ROLES = ("customer", "assignee", "group")
_WORDS = {"mail": "mail", "sms": "text message", "forward": "forward"}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Words in `to`, `cc` and `bcc` that mean nobody, and mails, text messages and forwards to nobody at all."""
    for deed in deeds(linked):
        action = deed.action
        if not isinstance(action, Mail | Sms | Forward):
            continue
        if not action.to:
            span = linked.draft.span(deed.thing, (*deed.path, "to"))
            usual = "write  to: [group]" if isinstance(action, Forward) else "write  to: [customer]"
            yield found(RULE, f"this {_WORDS[action.do]} is to nobody", span, note="empty", hint=usual)
        for key in ("to", "cc", "bcc"):
            for index, word in enumerate(getattr(action, key, ())):
                hint = _problem(linked, deed.brand, word, action)
                if hint is not None:
                    yield found(
                        RULE,
                        f"{quoted(word)} is no recipient",
                        linked.draft.span(deed.thing, (*deed.path, key, index)),
                        note="unknown",
                        hint=hint,
                    )


def _problem(linked: Linked, brand: LinkedBrand, word: str, action: Mail | Sms | Forward) -> str | None:
    """A hint where a word means nobody; `None` where it is fine, or nothing can be said."""
    kind, colon, name = word.partition(":")
    if colon and kind in ("agent", "group"):
        if name in brand.of(kind) or linked.draft.is_poisoned(kind, brand.id, name):
            return None
        return did_you_mean(word, (f"{kind}:{one}" for one in brand.of(kind))) or f"there is no {kind} at all yet"
    if isinstance(action, Forward) and word in CUSTOMER:
        return "a ticket is forwarded to others; its customer gets a reply or a mail"
    if isinstance(action, Sms) and EMAIL.fullmatch(word):
        return "a text message goes to a number or a person, not to an e-mail address"
    if word in _ROLES or word in CUSTOMER or (NUMBER if isinstance(action, Sms) else EMAIL).fullmatch(word):
        return None
    if word.startswith("@["):
        return f"did you mean {CUSTOMER[2 if isinstance(action, Sms) else 1]}?"
    names = {name: f"{kind}:{name}" for kind in ("agent", "group") for name in brand.of(kind)}
    if word in names:
        return f"write {quoted(names[word])}"
    near = nearest(word, _roles(action))
    if near is not None:
        return f"did you mean {quoted(near)}?"
    address = "a number such as +4930123456" if isinstance(action, Sms) else "an e-mail address"
    return f"possible: {', '.join(_roles(action))}, agent:<id>, group:<id>, or {address}"


def _roles(action: Mail | Sms | Forward) -> tuple[str, ...]:
    return _ROLES[1:] if isinstance(action, Forward) else _ROLES
