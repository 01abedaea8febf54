"""Words for a Dooray room that `channels/dooray.yaml` does not have (NHN-065)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.errands import deeds
from compiler.link import Linked
from schemas.triggers.actions.dooray import Dooray

RULE = Rule("FD527", "unknown-chat-room")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`hook:` of `dooray` actions; in enabled triggers the room is switched on."""
    for deed in deeds(linked):
        if not isinstance(deed.action, Dooray) or linked.draft.is_poisoned("dooray_channel", deed.brand.id, ""):
            continue
        channel = deed.brand.of("dooray_channel").get("")
        span = linked.draft.span(deed.thing, (*deed.path, "hook"))
        hooks = channel.value.hooks if channel is not None else {}
        hook = hooks.get(deed.action.hook)
        if channel is None or hook is None:
            hint = did_you_mean(deed.action.hook, hooks) or "add it to channels/dooray.yaml under hooks:"
            yield found(RULE, f"there is no room {quoted(deed.action.hook)}", span, note="not found", hint=hint)
        elif deed.trigger.enabled and not (hook.enabled and channel.value.enabled):
            where = ("enabled",) if not channel.value.enabled else ("hooks", deed.action.hook, "enabled")
            yield found(
                RULE,
                f"the room {quoted(deed.action.hook)} is switched off",
                span,
                note="would never be written to",
                labels=[Label(linked.draft.span(channel, where), "switched off here")],
                hint="switch it on, or the trigger off:  enabled: false",
            )
