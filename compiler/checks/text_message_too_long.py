"""A text message whose fixed words alone are longer than any text message may be (FC-05)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import deeds
from compiler.link import Linked
from compiler.passages import sent_by
from compiler.vocabulary import own_placeholders
from schemas.placeholders import parse
from schemas.sms import MMS_BYTES, length
from schemas.triggers.actions.sms import Sms

RULE = Rule("FD544", "text-message-too-long")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`sms` actions; what placeholders bring comes on top and is not counted."""
    for deed in deeds(linked):
        if not isinstance(deed.action, Sms):
            continue
        own = own_placeholders(deed.brand)
        for passage in sent_by(deed.brand, deed.thing, deed.path, deed.action):
            fixed = passage.words
            for one in reversed(parse(passage.words, own)):
                fixed = fixed[: one.start] + fixed[one.end :]
            if length(fixed) > MMS_BYTES:
                yield found(
                    RULE,
                    f"this text has {length(fixed):,} bytes without its placeholders; {MMS_BYTES:,} are possible",
                    linked.draft.span(passage.thing, passage.path),
                    note="too long",
                    labels=[
                        Label(linked.draft.span(deed.thing, (*deed.path, "do")), f"sent by {quoted(deed.thing.id)}")
                    ]
                    if passage.thing is not deed.thing
                    else [],
                    hint="say less, and lead to the rest with [#CustomerPortal_Link]",
                )
