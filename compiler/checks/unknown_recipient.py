"""A mail to nobody we know of: not a person's role, not an agent or group of the brand, not an address."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, nearest, quoted
from compiler.link import Linked, LinkedBrand
from schemas.triggers.actions.mail import CUSTOMER, EMAIL, Mail
from schemas.triggers.places import actions_of

RULE = Rule("FD515", "unknown-recipient")

_ROLES = ("customer", "assignee", "group")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Words in `to`, `cc` and `bcc` that mean nobody, and mails without anybody in `to`."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Mail):
                    continue
                if not action.to:
                    span = linked.draft.span(thing, (*place, "to"))
                    yield found(RULE, "this mail is to nobody", span, note="empty", hint="write  to: [customer]")
                for key in ("to", "cc", "bcc"):
                    for index, word in enumerate(getattr(action, key)):
                        hint = _problem(linked, brand, word)
                        if hint is not None:
                            yield found(
                                RULE,
                                f"{quoted(word)} is no recipient",
                                linked.draft.span(thing, (*place, key, index)),
                                note="unknown",
                                hint=hint,
                            )


def _problem(linked: Linked, brand: LinkedBrand, word: str) -> str | None:
    """A hint where a word means nobody; `None` where it is fine, or nothing can be said."""
    kind, colon, name = word.partition(":")
    if colon and kind in ("agent", "group"):
        if name in brand.of(kind) or linked.draft.is_poisoned(kind, brand.id, name):
            return None
        return did_you_mean(word, (f"{kind}:{one}" for one in brand.of(kind))) or f"there is no {kind} at all yet"
    if word in _ROLES or word in CUSTOMER or EMAIL.fullmatch(word):
        return None
    if word.startswith("@["):
        return f"did you mean {CUSTOMER[1]}?"
    names = {name: f"{kind}:{name}" for kind in ("agent", "group") for name in brand.of(kind)}
    if word in names:
        return f"write {quoted(names[word])}"
    near = nearest(word, _ROLES)
    if near is not None:
        return f"did you mean {quoted(near)}?"
    return "possible: customer, assignee, group, agent:<id>, group:<id>, or an e-mail address"
