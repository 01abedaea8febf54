"""Something tickets hold was deleted, and `retired.yaml` does not say so: its id could be used again (NHN-087)."""

from collections.abc import Iterator
from typing import Final

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import STATES, Compared, compared, ids_of
from compiler.link import Linked, worded
from compiler.span import whole_file

RULE = Rule("FD240", "deleted-without-a-trace")

HELD: Final = (
    "field", "inquiry_type", "processing_type", "chat_processing_type", "project", "consent", "customer_property",
)  # fmt: skip
"""Kinds whose ids are written into tickets, into what customers agreed to, and into programs of others."""


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Objects of those kinds, statuses and priorities that are gone and listed nowhere."""
    for pair in compared(linked, base):
        for what, name, file in _gone(pair):
            if not pair.is_known_to_be_gone(what, name):
                entry = f"{{what: {what}, id: {name}, date: …}}"
                renamed = f"{{what: {what}, from: {name}, to: …, date: …}}"
                yield found(
                    RULE,
                    f"the {worded(what)} {quoted(name)} is gone",
                    whole_file(file),
                    hint=f"add to brands/{pair.id}/retired.yaml under retired:  - {entry}\n"
                    f"or, if it has another id now, under moved:  - {renamed}",
                )


def _gone(pair: Compared) -> Iterator[tuple[str, str, str]]:
    """Kind, id and the file it stood in."""
    for kind in HELD:
        for old in pair.gone(kind):
            yield kind, old.id, old.file
    if "tickets" in pair.before and not pair.linked.draft.has_poisoned("tickets", pair.id):
        file = pair.before["tickets"][""].file
        for what in STATES:
            there = ids_of(pair.now, what, pair.id)
            for name in ids_of(pair.before, what, pair.former):
                if pair.follow(what, name) not in there:
                    yield what, name, file
