"""A tree of types with more levels than people follow: five of inquiries and their processing, three of chats."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD409", "types-too-deep")

DEPTHS = {"inquiry_type": 5, "processing_type": 5, "chat_processing_type": 3}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The types of the first level too many; those below them add nothing."""
    for brand in linked.brands.values():
        for kind, depth in DEPTHS.items():
            for thing in brand.of(kind).values():
                if (len(thing.path) + 1) // 2 == depth + 1:
                    yield found(
                        RULE,
                        f"the {kind.replace('_', ' ')} {quoted(thing.id)} is on level {depth + 1}",
                        linked.draft.span(thing, ("id",)),
                        note="too deep",
                        hint=f"this tree has at most {depth} levels",
                    )
