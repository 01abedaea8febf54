"""The relay-spam shape: mail to an address nobody has verified that repeats what a stranger typed into the form.

Anybody may type anybody's address. If the mail that follows carried the title or the name from the form, the form would
send whatever a stranger likes to whomever they like, in our name. So such mail says only what we wrote ourselves.
"""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.passages import Passage, of_mail, of_message, place_of
from compiler.shape import Object
from compiler.span import Path
from schemas.fields import compare
from schemas.placeholders import Placeholder, strangers_words
from schemas.triggers.actions.mail import CUSTOMER, Mail
from schemas.triggers.places import actions_of

RULE = Rule("FD518", "strangers-words-mailed")

UNATTENDED = ("created", "time_passed")
"""Events in which nobody of ours took part and nobody has shown that the address is theirs.

A customer who replies holds the link that was mailed there; other events are an agent's doing.
"""


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Mails to the customer in triggers on such events whose words hold the customer's own."""
    for brand in linked.brands.values():
        typed = frozenset(code for code, thing in brand.of("field").items() if _is_typed(thing))
        for thing in brand.of("trigger").values():
            event = next((event for event in UNATTENDED if event in thing.value.events), None)
            for place, action, _ in actions_of(thing.value) if event else ():
                if not isinstance(action, Mail) or not set(action.recipients) & set(CUSTOMER):
                    continue
                for passage in _words(brand, thing, place, action):
                    for one in strangers_words(passage.words, event or "", typed):
                        yield _relayed(linked, thing, place, action, passage, one)


def _is_typed(thing: Object) -> bool:
    """Whether answers are words of the customer's own: a chosen option or a number is not."""
    return thing.value.for_ == "customer" and compare(thing.value) == "text"


def _words(brand: LinkedBrand, thing: Object, place: Path, action: Mail) -> Iterator[Passage]:
    message = brand.of("message").get(action.message or "")
    if message is not None:
        yield from of_message(brand, message)
    yield from of_mail(brand, thing, place, action)


def _relayed(
    linked: Linked, thing: Object, place: Path, action: Mail, passage: Passage, one: Placeholder
) -> Diagnostic:
    key, index = next(
        (key, index)
        for key in ("to", "cc", "bcc")
        for index, word in enumerate(getattr(action, key))
        if word in CUSTOMER
    )
    return found(
        RULE,
        f"{one.spelling} would mail a stranger's words to an address nobody has verified",
        place_of(linked, passage, one),
        note="typed by whoever filled in the form",
        labels=[Label(linked.draft.span(thing, (*place, key, index)), f"mailed here by {quoted(thing.id)}")],
        hint="use fixed words and #{ticket.link}: what was written can be read behind the link",
    )
