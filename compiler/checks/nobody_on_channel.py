"""A channel that needs people at once, and no agent who may see to it (NHN-013, NHN-125)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD460", "nobody-on-channel", "warning")

_CHANNELS = ("chat", "call")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Chat and telephone, where the brand has them and the channel is on."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("agent", brand.id):
            continue
        for channel in _CHANNELS:
            thing = brand.of(f"{channel}_channel").get("")
            if thing is None or not thing.value.enabled or not getattr(brand.brand.value.features, channel):
                continue
            if not any(channel in agent.value.permissions for agent in brand.of("agent").values()):
                yield found(
                    RULE,
                    f"no agent may see to the channel {channel}",
                    whole_file(thing.file),
                    hint=f"write  permissions: [tickets, {channel}]  at an agent in agents.yaml",
                )
