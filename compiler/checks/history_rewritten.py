"""A line was taken out of `retired.yaml`: the id it kept from coming back could be used again (NHN-087)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared, remembered
from compiler.link import Linked, worded
from compiler.span import whole_file

RULE = Rule("FD241", "history-rewritten")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Every entry of the earlier file; a moved one may be retired later, but not forgotten."""
    for pair in compared(linked, base):
        if linked.draft.has_poisoned("history", pair.id):
            continue
        before = remembered(pair.before)
        old = ((item.what, item.former) for item in before.moved)
        gone = ((item.what, item.id) for item in before.retired)
        for what, name in (*old, *gone):
            if not pair.is_known_to_be_gone(what, name):
                yield found(
                    RULE,
                    f"the {worded(what)} {quoted(name)} was listed and is not any more",
                    whole_file(f"brands/{pair.id}/retired.yaml"),
                    hint="put the entry back; entries are added, never taken away",
                )
