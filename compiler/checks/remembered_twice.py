"""One id twice in `retired.yaml`: it can have moved to one place only, or be gone."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.history import histories
from compiler.link import Linked, worded
from compiler.span import Span

RULE = Rule("FD233", "remembered-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The old ids of both lists together."""
    for thing, _ in histories(linked):
        first: dict[tuple[str, str], Span] = {}
        moved = ((("moved", index, "from"), item.what, item.former) for index, item in enumerate(thing.value.moved))
        gone = ((("retired", index, "id"), item.what, item.id) for index, item in enumerate(thing.value.retired))
        for path, what, name in (*moved, *gone):
            span = linked.draft.span(thing, path)
            earlier = first.setdefault((what, name), span)
            if earlier is not span:
                yield found(
                    RULE,
                    f"the {worded(what)} {quoted(name)} is listed twice",
                    span,
                    note="again here",
                    labels=[Label(earlier, "first here")],
                    hint="keep the entry that says where it is now",
                )
