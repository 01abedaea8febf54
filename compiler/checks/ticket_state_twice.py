"""A list of `tickets.yaml` with two entries of one id."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD419", "ticket-state-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Statuses, progress steps and priorities after the first with an id."""
    for brand in linked.brands.values():
        for thing in brand.of("tickets").values():
            for key, word in (("statuses", "status"), ("progress", "progress step"), ("priorities", "priority")):
                yield from _repeated(linked, thing, key, word)


def _repeated(linked: Linked, thing: Object, key: str, word: str) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, item in enumerate(getattr(thing.value, key) or ()):
        if item.id not in first:
            first[item.id] = index
            continue
        yield found(
            RULE,
            f"the {word} {quoted(item.id)} exists twice",
            linked.draft.span(thing, (key, index, "id")),
            note="again here",
            labels=[Label(linked.draft.span(thing, (key, first[item.id], "id")), "first here")],
            hint="give one of them another id",
        )
