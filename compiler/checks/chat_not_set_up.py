"""A portal that shows a chat the brand does not have (NHN-011)."""

from collections.abc import Iterator
from dataclasses import replace

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object

RULE = Rule("FD461", "chat-not-set-up")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals with `show: {chat: true}`. Where only the feature is off nothing is shown, which is a warning."""
    for brand in linked.brands.values():
        channel = brand.of("chat_channel").get("")
        for thing in brand.of("portal").values():
            if not thing.value.show.chat or linked.draft.has_poisoned("chat_channel", brand.id):
                continue
            if not brand.brand.value.features.chat:
                yield replace(_found(linked, brand, thing, "has no chat", _FEATURE), severity="warning")
            elif channel is None:
                yield _found(linked, brand, thing, "has not set its chat up", _FILE)
            elif not channel.value.enabled:
                item = _found(linked, brand, thing, "has switched its chat off", _SWITCH)
                yield replace(item, labels=(Label(linked.draft.span(channel, ("enabled",)), "switched off here"),))


_FEATURE = "write  features: {chat: true}  in brand.yaml, or delete  chat: true  here"
_FILE = "add channels/chat.yaml with  greeting:"
_SWITCH = "switch the channel on, or delete  chat: true  here"


def _found(linked: Linked, brand: LinkedBrand, thing: Object, problem: str, hint: str) -> Diagnostic:
    message = f"the portal {quoted(thing.id)} shows the chat, but the brand {quoted(brand.id)} {problem}"
    return found(RULE, message, linked.draft.span(thing, ("show", "chat")), note="shown here", hint=hint)
