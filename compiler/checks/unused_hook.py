"""A Dooray room that no trigger writes into."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.triggers.places import actions_of

RULE = Rule("FD468", "unused-hook", "note")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Rooms of `channels/dooray.yaml` that no `hook:` names."""
    for brand in linked.brands.values():
        channel = brand.of("dooray_channel").get("")
        if channel is None or linked.draft.has_poisoned("trigger", brand.id):
            continue
        actions = (action for thing in brand.of("trigger").values() for _, action, _ in actions_of(thing.value))
        used = {action.hook for action in actions if action.do == "dooray"}
        for name in channel.value.hooks:
            if name not in used:
                span = linked.draft.span(channel, ("hooks", name), "key")
                hint = f"write  {{do: dooray, hook: {name}, text: …}}  in a trigger, or delete it"
                yield found(
                    RULE, f"no trigger writes to the Dooray room {quoted(name)}", span, note="this room", hint=hint
                )
