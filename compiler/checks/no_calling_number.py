"""A telephone without a number to call from (NHN-122): agents could take calls and not make any."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD469", "no-calling-number", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Call channels that are on and list no numbers."""
    for brand in linked.brands.values():
        for thing in brand.of("call_channel").values():
            if thing.value.enabled and brand.brand.value.features.call and not thing.value.numbers:
                yield found(
                    RULE,
                    "there is no number that agents can call from",
                    whole_file(thing.file),
                    hint="add  numbers: [{id: main, number: …, name: …, certificate: assets/…}]",
                )
