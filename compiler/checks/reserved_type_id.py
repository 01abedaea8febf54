"""An inquiry type with an id that is an address of its own: `/ask/done/…` confirms, `/ask/suggest` finds articles."""

from collections.abc import Iterator
from typing import Final

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD429", "reserved-type-id")

TAKEN: Final = ("done", "suggest")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Types whose form no customer could open."""
    for brand in linked.brands.values():
        for name, thing in brand.of("inquiry_type").items():
            if name in TAKEN:
                yield found(
                    RULE,
                    f"no inquiry type can have the id {quoted(name)}: /ask/{name} is another page",
                    linked.draft.span(thing, ("id",)),
                    note="taken",
                    hint=f"choose another id; the name customers read may stay {quoted(name)}",
                )
