"""A mail that says nothing, half of something, or two things: it takes a message, or a subject and a body."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from schemas.triggers.actions.mail import Mail
from schemas.triggers.places import actions_of

RULE = Rule("FD514", "mail-without-words")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`mail` without `message:` that lacks `subject:` or `body:`, and `message:` beside either."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Mail):
                    continue
                own = {"subject": action.subject, "body": action.body}
                given = [key for key, text in own.items() if text is not None]
                missing = [key for key, text in own.items() if text is None]
                if action.message is not None and given:
                    yield found(
                        RULE,
                        "this mail has a message and words of its own",
                        linked.draft.span(thing, (*place, given[0]), "key"),
                        note="beside a message",
                        labels=[Label(linked.draft.span(thing, (*place, "message")), "the message has its own words")],
                        hint=f"leave out message: or {' and '.join(f'{key}:' for key in given)}",
                    )
                elif action.message is None and missing:
                    what = " and ".join(f"{key}:" for key in missing)
                    yield found(
                        RULE,
                        f"this mail has no {' and no '.join(missing)}",
                        linked.draft.span(thing, (*place, "do")),
                        note="nothing to send",
                        hint=f"add {what}, or name a message with  message:",
                    )
