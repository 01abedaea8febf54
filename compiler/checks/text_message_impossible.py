"""A text message that cannot be sent: the brand sends none, or none from that number (FC-05)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.errands import Deed, deeds
from compiler.link import Linked
from schemas.triggers.actions.sms import Sms

RULE = Rule("FD526", "text-message-impossible")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`sms` of enabled triggers, against `features`, `channels/sms.yaml` and its numbers."""
    for deed in deeds(linked, only_enabled=True):
        if isinstance(deed.action, Sms):
            yield from _of(linked, deed, deed.action)


def _of(linked: Linked, deed: Deed, action: Sms) -> Iterator[Diagnostic]:
    brand, place = deed.brand, linked.draft.span(deed.thing, (*deed.path, "do"))
    channel = brand.of("sms_channel").get("")
    if not brand.brand.value.features.sms:
        yield found(
            RULE,
            "the brand sends no text messages",
            place,
            note="would never be sent",
            labels=[Label(linked.draft.span(brand.brand, ("features",), "key"), "sms is not switched on here")]
            if "features" in brand.brand.value.model_fields_set
            else [],
            hint="write  features: {sms: true}  in brand.yaml",
        )
    elif channel is None:
        if not linked.draft.is_poisoned("sms_channel", brand.id, ""):
            yield found(
                RULE,
                "the brand has no provider of text messages",
                place,
                note="would never be sent",
                hint="add channels/sms.yaml with the provider's key and your numbers",
            )
    elif not channel.value.enabled:
        yield found(
            RULE,
            "the brand's text messages are switched off",
            place,
            note="would never be sent",
            labels=[Label(linked.draft.span(channel, ("enabled",)), "switched off here")],
            hint="switch them on, or the trigger off:  enabled: false",
        )
    elif action.number is not None and action.number not in channel.value.numbers:
        yield found(
            RULE,
            f"no text message can come from {quoted(action.number)}",
            linked.draft.span(deed.thing, (*deed.path, "from")),
            note="not a number of the brand",
            labels=[Label(linked.draft.span(channel, ("numbers",)), "the numbers there are")],
            hint=did_you_mean(action.number, channel.value.numbers),
        )
