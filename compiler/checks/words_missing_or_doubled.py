"""A reply or text message that says nothing, or two things: it takes a message, or words of its own."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import deeds
from compiler.link import Linked
from schemas.triggers.actions.reply import Reply
from schemas.triggers.actions.sms import Sms

RULE = Rule("FD537", "words-missing-or-doubled")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`reply` and `sms` with neither or both, and an `sms` whose message has no words for one."""
    for deed in deeds(linked):
        action, span = deed.action, linked.draft.span
        if not isinstance(action, Reply | Sms):
            continue
        what = "reply" if isinstance(action, Reply) else "text message"
        message = deed.brand.of("message").get(action.message or "")
        if action.message is None and action.text is None:
            yield found(
                RULE,
                f"this {what} says nothing",
                span(deed.thing, (*deed.path, "do")),
                note="no words",
                hint="add  text:  or name a message with  message:",
            )
        elif action.message is not None and action.text is not None:
            yield found(
                RULE,
                f"this {what} has a message and words of its own",
                span(deed.thing, (*deed.path, "text"), "key"),
                note="beside a message",
                labels=[Label(span(deed.thing, (*deed.path, "message")), "the message has its own words")],
                hint="leave out one of them",
            )
        elif isinstance(action, Sms) and message is not None and message.value.sms is None:
            yield found(
                RULE,
                f"the message {quoted(message.id)} has no words for a text message",
                span(deed.thing, (*deed.path, "message")),
                note="only for mails",
                labels=[Label(span(message, ("subject",), "key"), "a subject and a body, and no sms:")],
                hint="add  sms:  to the message",
            )
