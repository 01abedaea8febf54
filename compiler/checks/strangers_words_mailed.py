"""The relay-spam shape: words to an address nobody has verified that repeat what a stranger typed into the form.

Anybody may type anybody's address or number. If the mail or text message that follows carried the title or the name
from the form, the form would send whatever a stranger likes to whomever they like, in our name. So such messages say
only what we wrote ourselves, unless the conditions make sure that the customer is known to us.
"""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import Deed, deeds, required_values
from compiler.link import Linked
from compiler.passages import Passage, place_of, sent_by
from compiler.shape import Object
from compiler.vocabulary import own_placeholders
from schemas.conditions import Condition
from schemas.fields import compare
from schemas.placeholders import Placeholder, strangers_words
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.reply import Reply
from schemas.triggers.actions.set import Set
from schemas.triggers.actions.sms import Sms
from schemas.triggers.recipients import CUSTOMER

RULE = Rule("FD518", "strangers-words-mailed")

UNATTENDED = ("created", "time_passed")
"""Events in which nobody of ours took part and nobody has shown that the address is theirs.

A customer who replies holds the link that was mailed there; other events are an agent's doing.
"""

_OURS = {"actor": {"agent", "admin", "api"}, "channel": {"desk", "api"}}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """What is sent to the customer in triggers on such events, where its words hold the customer's own."""
    typed = {
        name: frozenset(code for code, thing in brand.of("field").items() if _is_typed(thing))
        for name, brand in linked.brands.items()
    }
    moved = {deed.brand.id for deed in deeds(linked) if isinstance(deed.action, Set) and deed.action.project}
    for deed in deeds(linked):
        event = next((event for event in UNATTENDED if event in deed.trigger.events), None)
        if event is None or not _is_to_customer(deed) or _is_known(deed, by_project=deed.brand.id not in moved):
            continue
        own = own_placeholders(deed.brand)
        for passage in sent_by(deed.brand, deed.thing, deed.path, deed.action):
            for one in strangers_words(passage.words, event, typed[deed.brand.id], own):
                yield _relayed(linked, deed, passage, one)


def _is_typed(thing: Object) -> bool:
    """Whether answers are words of the customer's own: a chosen option or a number is not."""
    return thing.value.for_ == "customer" and compare(thing.value) == "text"


def _is_to_customer(deed: Deed) -> bool:
    match deed.action:
        case Mail() | Sms():
            return bool(set(deed.action.recipients) & set(CUSTOMER))
        case Reply():
            return True
        case _:
            return False


def _is_known(deed: Deed, *, by_project: bool) -> bool:
    """Whether the conditions leave only customers whose address somebody of ours wrote down or has verified.

    Tickets of a project are made by dispatchers, or by what the organisation connects itself, unless a trigger makes
    others into such.
    """
    for target, ours in _OURS.items():
        values = required_values(deed.required, target)
        if values is not None and values <= ours:
            return True
    for one in deed.required:
        if one.target == "project" and by_project and not one.negated and _names(one):
            return True
        if one.target == "customer.member" and one.operator == "is" and one.operand is not one.negated:
            return True
    return False


def _names(condition: Condition) -> bool:
    """Whether a condition holds only where there is a value."""
    return condition.operator in ("is", "in", "changed_to") or (
        condition.operator == "present" and condition.operand is True
    )


def _relayed(linked: Linked, deed: Deed, passage: Passage, one: Placeholder) -> Diagnostic:
    return found(
        RULE,
        f"{one.spelling} would mail a stranger's words to an address nobody has verified",
        place_of(linked, passage, one),
        note="typed by whoever filled in the form",
        labels=[Label(linked.draft.span(deed.thing, _where(deed)), f"mailed here by {quoted(deed.thing.id)}")],
        hint="use fixed words and #{ticket.link}: what was written can be read behind the link",
    )


def _where(deed: Deed) -> tuple[str | int, ...]:
    for key in ("to", "cc", "bcc"):
        for index, word in enumerate(getattr(deed.action, key, ())):
            if word in CUSTOMER:
                return (*deed.path, key, index)
    return (*deed.path, "do")
