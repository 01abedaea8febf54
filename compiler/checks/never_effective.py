"""A trigger whose every write a later one overwrites: it runs, and nothing of it is ever left."""

from collections.abc import Iterator, Sequence

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.reasoning.domains import World
from compiler.reasoning.pairs import always_follows, rivals_of, shared_events, untouched_between
from compiler.reasoning.parts import Part, sound_parts, world_of
from compiler.reasoning.worlds import Witness, find
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.set import Set
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign

RULE = Rule("FD533", "never-effective", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Pairs in which the later one is proved to fire whenever the earlier does, and to write all that it wrote.

    Rivals with the very same conditions are another finding.
    """
    for brand in linked.brands.values():
        world = world_of(linked, brand)
        parts, said = sound_parts(brand, world), set()
        for first, second in rivals_of(brand, world):
            if first not in said and _is_undone(parts, first, second, world):
                said.add(first)
                yield _found(linked, parts[first], parts[second], world)


def _is_undone(parts: Sequence[Part], first: int, second: int, world: World) -> bool:
    earlier, later = parts[first], parts[second]
    if not earlier.writes or not earlier.writes.keys() <= later.writes.keys():
        return False
    if not all(isinstance(action, Assign | Unassign | Set | Tag) for action in earlier.actions):
        return False
    if set(earlier.trigger.events) - set(later.trigger.events) or earlier.asked == later.asked:
        return False
    if all(earlier.writes[name] == later.writes[name] for name in earlier.writes):
        return False
    if not untouched_between(parts, first, second):
        return False
    return all(always_follows(earlier, later, event, world) for event in earlier.trigger.events)


def _found(linked: Linked, earlier: Part, later: Part, world: World) -> Diagnostic:
    event = shared_events(earlier, later)[0]
    witness = find(earlier.formula, event, world)
    such = witness.told() if isinstance(witness, Witness) else "any ticket"
    return found(
        RULE,
        f"nothing of {quoted(earlier.name)} is ever left: {such} fires {quoted(later.name)}, too, which is later",
        linked.draft.span(earlier.thing, (*earlier.place, 0, "do")),
        note="always overwritten",
        labels=[Label(linked.draft.span(later.thing, (*later.place, 0, "do")), "this is what counts")],
        hint="move it below the other, or narrow the other's conditions down",
    )
