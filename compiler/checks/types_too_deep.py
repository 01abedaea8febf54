"""A tree of inquiry types with more than five levels: nobody finds anything in the sixth."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD409", "types-too-deep")

DEPTH = 5


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The types of the sixth level; those below them add nothing."""
    for brand in linked.brands.values():
        for thing in brand.of("inquiry_type").values():
            if (len(thing.path) + 1) // 2 == DEPTH + 1:
                yield found(
                    RULE,
                    f"the inquiry type {quoted(thing.id)} is on level {DEPTH + 1}",
                    linked.draft.span(thing, ("id",)),
                    note="too deep",
                    hint=f"a tree has at most {DEPTH} levels",
                )
