"""A text message from a number that the channel does not have (NHN-221): the provider would refuse it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked

RULE = Rule("FD467", "number-not-registered")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Numbers of SMS templates."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("sms_channel", brand.id):
            continue
        channel = brand.of("sms_channel").get("")
        numbers = channel.value.numbers if channel is not None else ()
        for thing in brand.of("sms_template").values():
            if thing.value.number not in numbers:
                hint = did_you_mean(thing.value.number, numbers)
                yield found(
                    RULE,
                    f"the number {quoted(thing.value.number)} is not in channels/sms.yaml",
                    linked.draft.span(thing, ("number",)),
                    note="not registered",
                    hint=hint or "add channels/sms.yaml with  app_key:  and  numbers:",
                )
