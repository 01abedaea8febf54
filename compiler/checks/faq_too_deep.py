"""A tree of FAQ categories with more than three levels."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD624", "faq-too-deep")

DEPTH = 3


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The categories of the fourth level; those below them add nothing."""
    for brand in linked.brands.values():
        for thing in brand.of("faq_category").values():
            if (len(thing.path) + 1) // 2 == DEPTH + 1:
                yield found(
                    RULE,
                    f"the FAQ category {quoted(thing.id)} is on level {DEPTH + 1}",
                    linked.draft.span(thing, ("id",)),
                    note="too deep",
                    hint=f"a tree has at most {DEPTH} levels",
                )
