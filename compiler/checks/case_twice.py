"""Two cases of one trigger with the same id: nobody could tell from a trace which of them acted."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD522", "case-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Ids in `cases:` that occur again."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            first: dict[str, int] = {}
            for index, case in enumerate(thing.value.cases):
                if first.setdefault(case.id, index) != index:
                    place = ("cases", first[case.id], "id")
                    yield found(
                        RULE,
                        f"the case {quoted(case.id)} exists twice in this trigger",
                        linked.draft.span(thing, ("cases", index, "id")),
                        note="again here",
                        labels=[Label(linked.draft.span(thing, place), "first here")],
                        hint="rename one of them",
                    )
