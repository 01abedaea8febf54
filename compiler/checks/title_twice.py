"""Two triggers of one title: nobody can tell them apart where decisions are explained (NHN-044)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD540", "title-twice", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Triggers of a brand after the first with a title; case and blanks mean nothing."""
    for brand in linked.brands.values():
        first: dict[str, Object] = {}
        for thing in sorted(brand.of("trigger").values(), key=lambda thing: (thing.file, thing.path)):
            title = " ".join(thing.value.title.casefold().split())
            earlier = first.setdefault(title, thing)
            if earlier is not thing:
                yield found(
                    RULE,
                    f"two triggers are called {quoted(thing.value.title)}",
                    linked.draft.span(thing, ("title",)),
                    note="again here",
                    labels=[Label(linked.draft.span(earlier, ("title",)), "first here")],
                    hint="say in the title what this one does",
                )
