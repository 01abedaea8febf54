"""A trigger that waits for tickets by a way that is closed: a channel the brand has not, a portal switched off."""

from collections.abc import Iterator
from typing import Final

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from compiler.vocabulary import Site, conditions

RULE = Rule("FD539", "closed-way-in-trigger", "warning")

_KIND_OF: Final = {
    "email": "email_channel",
    "chat": "chat_channel",
    "call": "call_channel",
    "x": "x_channel",
    "kakao": "kakao_channel",
    "sms": "sms_channel",
    "api": "open_api",
}
"""The file that opens each channel; tickets of portals and the desk need none."""


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Values of `channel` and `portal` in enabled triggers on `created`; old tickets keep what they came by."""
    for site in conditions(linked):
        condition = site.condition
        if site.thing.kind != "trigger" or not site.thing.value.enabled or condition.negated:
            continue
        if condition.operator not in ("is", "in") or site.thing.value.events != ("created",):
            continue
        several = condition.operand if isinstance(condition.operand, tuple) else None
        for index, name in enumerate(several or (condition.operand,)):
            place = (*site.path, condition.word, *((index,) if several else ()))
            if condition.target == "channel":
                yield from _channel(linked, site, place, str(name))
            elif condition.target == "portal":
                portal = site.brand.of("portal").get(str(name))
                if portal is not None and not portal.value.enabled:
                    yield _found(linked, site, place, f"the portal {quoted(str(name))} is switched off", portal)


def _channel(linked: Linked, site: Site, place: Path, name: str) -> Iterator[Diagnostic]:
    kind = _KIND_OF.get(name)
    if kind is None or linked.draft.is_poisoned(kind, site.brand.id, ""):
        return
    thing = site.brand.of(kind).get("")
    if thing is None:
        yield _found(linked, site, place, f"the brand takes no tickets by {name}", None)
    elif not getattr(thing.value, "enabled", True):
        yield _found(linked, site, place, f"the channel {name} is switched off", thing)


def _found(linked: Linked, site: Site, place: Path, message: str, off: Object | None) -> Diagnostic:
    written = off is not None and "enabled" in off.value.model_fields_set
    return found(
        RULE,
        message,
        linked.draft.span(site.thing, place),
        note="no new ticket comes this way",
        labels=[Label(linked.draft.span(off, ("enabled",)), "switched off here")]
        if off is not None and written
        else [],
        hint="open it, or switch the trigger off, too:  enabled: false",
    )
