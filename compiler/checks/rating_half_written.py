"""A chat that is rated without being asked for it, or the other way round (NHN-017, NHN-018)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked

RULE = Rule("FD462", "rating-half-written", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`feedback` and `satisfaction_message` of the chat belong together."""
    for brand in linked.brands.values():
        for thing in brand.of("chat_channel").values():
            rated, asked = thing.value.feedback is not None, thing.value.satisfaction_message is not None
            if rated != asked:
                has, lacks = ("feedback", "satisfaction_message")[:: 1 if rated else -1]
                yield found(
                    RULE,
                    "chats are rated, but nobody asks for it" if rated else "the request for a rating is never sent",
                    linked.draft.span(thing, (has,), "key"),
                    note=f"alone, without {lacks}",
                    hint=f"add  {lacks}:  or delete {has}",
                )
