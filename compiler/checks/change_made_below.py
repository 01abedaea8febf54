"""A trigger that waits for a change which another trigger makes only below it: in that pass it comes too late."""

from collections.abc import Iterator, Sequence

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.reasoning.pairs import rivals_of, shared_events
from compiler.reasoning.parts import Part, sound_parts, world_of
from compiler.reasoning.worlds import Witness, find
from compiler.span import Path
from schemas.conditions import Condition
from schemas.triggers.places import conditions_of
from schemas.triggers.sentences import in_words

RULE = Rule("FD536", "change-made-below", "warning")

_OF_RULES = ("customer_replied", "note_added", "time_passed", "rated", "booked", "booking_changed")
"""Events in which nobody but rules changes tags, priorities and the like."""


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`changed_to` and `added` in triggers above the one that writes just that, where nothing above writes it, too."""
    for brand in linked.brands.values():
        world = world_of(linked, brand)
        parts = sound_parts(brand, world)
        said: set[int] = set()
        for first, second in rivals_of(brand, world):
            events = [event for event in shared_events(parts[first], parts[second]) if event in _OF_RULES]
            if first in said or not events or set(parts[first].trigger.events) - set(_OF_RULES):
                continue
            for path, condition in _waiting(parts[first]):
                attribute = _made(condition, parts[second])
                if attribute is None or _made_above(parts, first, condition):
                    continue
                said.add(first)
                witness = find(parts[second].formula, events[0], world)
                such = witness.told() if isinstance(witness, Witness) else "any ticket"
                yield _found(linked, parts[first], path, condition, parts[second], such)
                break


def _waiting(part: Part) -> Iterator[tuple[Path, Condition]]:
    """The required conditions of a part that hold only after a change."""
    required = {*part.trigger.all, *(part.case.all if part.case is not None else ())}
    for path, one in conditions_of(part.trigger):
        if one in required and not one.negated and one.operator in ("changed_to", "added"):
            yield path, one


def _made(condition: Condition, part: Part) -> str | None:
    """The attribute a part writes to make a change happen; `None` where it does not."""
    if condition.operator == "added" and condition.target == "tags":
        return next((f"tag.{tag}" for tag in condition.operands if part.writes.get(f"tag.{tag}") is True), None)
    written = part.writes.get(condition.target)
    return condition.target if written is not None and written == condition.operand else None


def _made_above(parts: Sequence[Part], first: int, condition: Condition) -> bool:
    return any(_made(condition, part) is not None for part in parts[:first])


def _found(linked: Linked, earlier: Part, path: Path, condition: Condition, later: Part, such: str) -> Diagnostic:
    return found(
        RULE,
        f"{quoted(earlier.name)} is tried before {quoted(later.name)} makes the change it waits for, as on {such}",
        linked.draft.span(earlier.thing, path),
        note=f"wants that {in_words(condition)}",
        labels=[Label(linked.draft.span(later.thing, (*later.place, 0, "do")), "made here, below")],
        hint=f"move {earlier.name} below {later.name}",
    )
