"""An old address that another text has, as its id or as an alias: it could lead to one of them only."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Span, whole_file

RULE = Rule("FD652", "alias-taken")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Aliases of articles, FAQ documents and notices, kind by kind: their addresses differ."""
    for brand in linked.brands.values():
        for kind in ("article", "faq", "notice"):
            yield from _look(linked, brand, kind)


def _look(linked: Linked, brand: LinkedBrand, kind: str) -> Iterator[Diagnostic]:
    first: dict[str, tuple[Object, Span]] = {}
    for thing in brand.of(kind).values():
        for index, alias in enumerate(thing.value.aliases):
            span = linked.draft.span(thing, ("aliases", index))
            owner = brand.of(kind).get(alias)
            holder, place = (owner, whole_file(owner.file)) if owner else first.setdefault(alias, (thing, span))
            if holder is thing and place == span:
                continue
            yield found(
                RULE,
                f"the address {quoted(alias)} belongs to the {kind} {quoted(holder.id)}",
                span,
                note="this alias",
                labels=[Label(place, "taken here")],
                hint="delete the alias here, or there",
            )
