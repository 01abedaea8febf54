"""Two triggers that assign one ticket to different people, neither being the special case of the other."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.reasoning.domains import World
from compiler.reasoning.pairs import always_follows, meeting, rivals, shared_events
from compiler.reasoning.parts import Part, sound_parts, world_of
from compiler.reasoning.worlds import Witness
from compiler.span import Path
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.unassign import Unassign

RULE = Rule("FD534", "assignments-cross", "note")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The first rival above each trigger that assigns; a later special case is how rules are meant to be written."""
    for brand in linked.brands.values():
        world = world_of(linked, brand)
        parts = tuple(part for part in sound_parts(brand, world) if _assigns(part))
        said: set[int] = set()
        for first, second in rivals(parts, world):
            if second in said or parts[first].writes["assignment"] == parts[second].writes["assignment"]:
                continue
            if parts[first].asked == parts[second].asked:
                continue
            witness = _both(parts[first], parts[second], world)
            if witness is not None:
                said.add(second)
                yield _found(linked, parts[first], parts[second], witness)


def _assigns(part: Part) -> bool:
    """Whether a part gives tickets to somebody; taking them from everybody is no rival's doing."""
    last = [action for action in part.actions if isinstance(action, Assign | Unassign)]
    return bool(last) and isinstance(last[-1], Assign)


def _both(earlier: Part, later: Part, world: World) -> Witness | None:
    for event in shared_events(earlier, later):
        answer = meeting(earlier, later, event, world)
        if not isinstance(answer, Witness) or answer.vague:
            continue
        if not always_follows(earlier, later, event, world) and not always_follows(later, earlier, event, world):
            return answer
    return None


def _found(linked: Linked, earlier: Part, later: Part, witness: Witness) -> Diagnostic:
    return found(
        RULE,
        f"{quoted(earlier.name)} and {quoted(later.name)} both assign {witness.told()}; the later one counts",
        linked.draft.span(later.thing, _assignment(later)),
        note="counts",
        labels=[Label(linked.draft.span(earlier.thing, _assignment(earlier)), "is overwritten for such a ticket")],
        hint="if that is meant, say so:  # frontdesk: allow FD534 because …",
    )


def _assignment(part: Part) -> Path:
    places = [index for index, action in enumerate(part.actions) if isinstance(action, Assign)]
    return (*part.place, places[-1] if places else 0, "do")
