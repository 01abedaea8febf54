"""`moved` names an object that is not there: whoever follows the old id would find nothing."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.history import STATES, histories, ids_of
from compiler.kinds import KINDS
from compiler.link import Linked, worded
from compiler.shape import Object

RULE = Rule("FD232", "moved-to-nothing")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Where `moved` leads: to an object, or to an id that moved on or was retired later."""
    known = {kind.name for kind in KINDS} | set(STATES)
    for thing, objects in histories(linked):
        for index, item in enumerate(thing.value.moved):
            if item.what not in known or item.what == "brand":
                continue
            legal = ids_of(objects, item.what, thing.brand)
            if item.to in legal or _went_on(thing, item.what, item.to):
                continue
            if not linked.draft.is_poisoned(item.what, thing.brand, item.to):
                yield found(
                    RULE,
                    f"there is no {worded(item.what)} {quoted(item.to)}",
                    linked.draft.span(thing, ("moved", index, "to")),
                    note="moved here",
                    hint=did_you_mean(item.to, legal) or "move the entry to  retired:  if it is gone",
                )


def _went_on(thing: Object, what: str, name: str) -> bool:
    history = thing.value
    return any(item.what == what and item.former == name for item in history.moved) or any(
        item.what == what and item.id == name for item in history.retired
    )
