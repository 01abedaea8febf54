"""An inbox no group sees to: what arrives there nobody would find."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD455", "inbox-without-group", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Inboxes without `groups:`."""
    for brand in linked.brands.values():
        for thing in brand.of("inbox").values():
            if not thing.value.groups:
                yield found(
                    RULE,
                    f"no group sees to the inbox {quoted(thing.id)}",
                    linked.draft.span(thing, (), "key"),
                    note="nobody looks here",
                    hint="add  groups: [support]",
                )
