"""A tree of SMS categories with more than two levels (NHN-222)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD681", "sms-categories-too-deep")

DEPTH = 2


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The categories of the third level; those below them add nothing."""
    for brand in linked.brands.values():
        for thing in brand.of("sms_category").values():
            if (len(thing.path) + 1) // 2 == DEPTH + 1:
                yield found(
                    RULE,
                    f"the SMS category {quoted(thing.id)} is on level {DEPTH + 1}",
                    linked.draft.span(thing, ("id",)),
                    note="too deep",
                    hint=f"a tree has at most {DEPTH} levels",
                )
