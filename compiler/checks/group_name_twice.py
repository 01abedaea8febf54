"""Two groups with the same name in a language: agents could not tell whom they hand a ticket to (NHN-148)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from schemas.text import localize

RULE = Rule("FD447", "group-name-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Groups of one brand; case and blanks around a name do not count. One finding for each later group."""
    for brand in linked.brands.values():
        codes = {name: thing.value.text for name, thing in brand.of("code").items()}
        first: dict[tuple[str, str], Object] = {}
        for thing in brand.of("group").values():
            names = localize(thing.value.name, brand.languages, brand.default_language, codes)
            for language, name in names.items():
                seen = first.setdefault((language, name.strip().casefold()), thing)
                if seen is not thing:
                    yield found(
                        RULE,
                        f"the groups {quoted(seen.id)} and {quoted(thing.id)} are both called {quoted(name.strip())}",
                        linked.draft.span(thing, ("name",)),
                        note="again here",
                        labels=[Label(linked.draft.span(seen, ("name",)), "first here")],
                        hint="give one of them another name",
                    )
                    break
