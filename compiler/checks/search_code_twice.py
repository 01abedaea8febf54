"""Two answer templates an agent would find by the same search code (NHN-103)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD434", "search-code-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Templates of a brand, those of the organisation among them; case does not count."""
    shared = linked.organization.get("answer_template", {})
    yield from _repeated(linked, tuple(shared.values()))
    for brand in linked.brands.values():
        own = tuple(thing for thing in brand.of("answer_template").values() if thing.brand == brand.id)
        yield from _repeated(linked, own, tuple(shared.values()))


def _repeated(linked: Linked, things: tuple[Object, ...], known: tuple[Object, ...] = ()) -> Iterator[Diagnostic]:
    first = {thing.value.search_code.casefold(): thing for thing in known if thing.value.search_code}
    for thing in things:
        code = thing.value.search_code
        seen = first.setdefault(code.casefold(), thing) if code else thing
        if seen is not thing:
            yield found(
                RULE,
                f"the search code {quoted(code)} finds two answer templates",
                linked.draft.span(thing, ("search_code",)),
                note="again here",
                labels=[Label(linked.draft.span(seen, ("search_code",)), "first here")],
                hint="give one of them another code",
            )
