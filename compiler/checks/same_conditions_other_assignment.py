"""Two triggers with equal conditions that assign differently: both run, and only the later assignment counts."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.triggers.actions.assign import Assign
from schemas.triggers.rule import Trigger

RULE = Rule("FD517", "same-conditions-other-assignment", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Pairs of enabled triggers that listen to the same event; a shadow assigns nothing."""
    for brand in linked.brands.values():
        rivals: dict[str, list[tuple[Object, Path, Assign]]] = {}
        for thing in sorted(brand.of("trigger").values(), key=lambda thing: (thing.file, thing.path)):
            trigger, last = thing.value, _last_assignment(thing.value)
            if last is None or not trigger.enabled or trigger.shadow:
                continue
            for other, place, action in rivals.setdefault(_asked(trigger), []):
                if action != last[1] and set(other.value.events) & set(trigger.events):
                    yield _overwritten(linked, other, place, thing, last[0])
            rivals[_asked(trigger)].append((thing, *last))


def _last_assignment(trigger: Trigger) -> tuple[Path, Assign] | None:
    found = [(("then", index), action) for index, action in enumerate(trigger.then) if isinstance(action, Assign)]
    return found[-1] if found else None


def _asked(trigger: Trigger) -> str:
    """The conditions in one spelling: the order in a list means nothing."""
    dumped = trigger.conditions.model_dump(mode="json")
    return repr({key: sorted(map(repr, items)) for key, items in dumped.items()})


def _overwritten(linked: Linked, earlier: Object, place: Path, later: Object, counts: Path) -> Diagnostic:
    return found(
        RULE,
        f"the assignment of {quoted(earlier.id)} never counts: {quoted(later.id)} has the same conditions and is later",
        linked.draft.span(earlier, (*place, "do")),
        note="overwritten",
        labels=[Label(linked.draft.span(later, (*counts, "do")), "this one counts")],
        hint="keep one of them, or make their conditions differ",
    )
