"""A calling number was edited (NHN-134): the new one has not been confirmed, and the id says that it was."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked

RULE = Rule("FD249", "number-edited")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Numbers of `channels/call.yaml` whose id is in both states."""
    for pair in compared(linked, base):
        for old, new in pair.kept("call_channel"):
            before = {item.id: item.number for item in old.value.numbers}
            for index, item in enumerate(new.value.numbers):
                if before.get(item.id, item.number) != item.number:
                    yield found(
                        RULE,
                        f"the number {quoted(item.id)} was {before[item.id]}",
                        linked.draft.span(new, ("numbers", index, "number")),
                        note="another number",
                        hint="add the new number under an id of its own, and delete this one",
                    )
