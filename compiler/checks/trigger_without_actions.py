"""A trigger that does nothing: neither actions nor cases with actions."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD506", "trigger-without-actions")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Triggers with an empty or missing `then:` and no `cases:`."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            if not thing.value.then and not thing.value.cases:
                yield found(
                    RULE,
                    f"the trigger {quoted(thing.id)} does nothing",
                    linked.draft.span(thing, ("id",)),
                    note="without then:",
                    hint="add  then: [{do: …}]",
                )
