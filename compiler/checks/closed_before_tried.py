"""A trigger below one that forwards a ticket and completes it, which wants a ticket that is still open."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.reasoning.pairs import meeting, meeting_before, rivals_of, shared_events
from compiler.reasoning.parts import Part, sound_parts, touched, world_of
from compiler.reasoning.worlds import Impossible, Witness
from compiler.span import Path
from schemas.triggers.actions.forward import Forward
from schemas.triggers.places import conditions_of

RULE = Rule("FD535", "closed-before-tried", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Pairs that would both fire on a ticket, were it not completed in between."""
    for brand in linked.brands.values():
        world = world_of(linked, brand)
        parts = sound_parts(brand, world)
        for first, second in rivals_of(brand, world):
            place = _forwards(parts[first])
            if place is None or "status" not in parts[second].reads:
                continue
            if any("status" in touched(part) for part in parts[first + 1 : second]):
                continue
            for event in shared_events(parts[first], parts[second]):
                witness = meeting_before(parts[first], parts[second], event, world)
                after = meeting(parts[first], parts[second], event, world)
                if isinstance(witness, Witness) and isinstance(after, Impossible):
                    yield _found(linked, parts[first], place, parts[second], witness)
                    break


def _forwards(part: Part) -> Path | None:
    for index, action in enumerate(part.actions):
        if isinstance(action, Forward) and action.complete:
            return (*part.place, index, "complete")
    return None


def _found(linked: Linked, earlier: Part, place: Path, later: Part, witness: Witness) -> Diagnostic:
    asked = next((path for path, one in conditions_of(later.trigger) if one.target == "status"), ("id",))
    return found(
        RULE,
        f"{quoted(later.name)} never sees {witness.told()}: {quoted(earlier.name)} has completed it before",
        linked.draft.span(later.thing, asked),
        note="wants an open ticket",
        labels=[Label(linked.draft.span(earlier.thing, place), "completed here")],
        hint=f"move {later.name} above {earlier.name}, or let the forward leave the ticket open",
    )
