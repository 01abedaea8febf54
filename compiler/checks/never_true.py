"""A trigger, or a case of one, that no ticket can ever fire: its conditions exclude each other, or its event does."""

from collections.abc import Iterator, Sequence

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.reasoning.domains import World
from compiler.reasoning.formula import Spelt, spelt
from compiler.reasoning.parts import Part, sound_parts, world_of
from compiler.reasoning.worlds import Impossible, find
from compiler.span import Path
from schemas.conditions import Condition
from schemas.triggers.places import conditions_of
from schemas.triggers.rule import Event, Trigger
from schemas.triggers.sentences import EVENTS, in_words

RULE = Rule("FD531", "never-true", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled triggers; where the trigger's own conditions never hold, nothing more is said about its cases."""
    for brand in linked.brands.values():
        world, said = world_of(linked, brand), set()
        for part in sound_parts(brand, world):
            if part.thing.id in said:
                continue
            own = spelt(part.trigger.all, part.trigger.any)
            problem = _problem(linked, part, own, world, of_case=False)
            if problem is not None:
                said.add(part.thing.id)
                yield problem
            elif part.case is not None:
                problem = _problem(linked, part, part.formula, world, of_case=True)
                if problem is not None:
                    yield problem


def _problem(linked: Linked, part: Part, formula: Spelt, world: World, *, of_case: bool) -> Diagnostic | None:
    answers = {event: find(formula, event, world) for event in part.trigger.events}
    never = {event: answer.core for event, answer in answers.items() if isinstance(answer, Impossible)}
    if not never:
        return None
    name = part.name if of_case else part.thing.id
    if len(never) < len(answers):
        return None if of_case else _at_event(linked, part, name, next(iter(never)), next(iter(never.values())))
    core = next(iter(never.values()))
    places = [_place(part.trigger, one) for one in core]
    event = f" when {EVENTS[part.trigger.events[0]]}" if len(core) == 1 else ""
    return found(
        RULE,
        f"no ticket can ever fire {quoted(name)}: {_told(core)}{event}",
        linked.draft.span(part.thing, places[-1]),
        note="never holds" if len(core) == 1 else "never holds with the other",
        labels=[Label(linked.draft.span(part.thing, place), "the other") for place in places[:-1][:1]],
        hint="mend the conditions, or switch the trigger off:  enabled: false",
    )


def _at_event(linked: Linked, part: Part, name: str, event: Event, core: Sequence[Condition]) -> Diagnostic:
    index = part.trigger.events.index(event)
    return found(
        RULE,
        f"{quoted(name)} never fires when {EVENTS[event]}: {_told(core)}",
        linked.draft.span(part.thing, ("events", index)),
        note="waits in vain",
        labels=[Label(linked.draft.span(part.thing, _place(part.trigger, one)), "because of this") for one in core[:1]],
        hint=f"take {event} out of events:",
    )


def _told(core: Sequence[Condition]) -> str:
    if len(core) == 1:
        return f"it is never so that {in_words(core[0])}"
    return " and ".join(in_words(one) for one in core) + " exclude each other"


def _place(trigger: Trigger, wanted: Condition) -> Path:
    """Where a condition stands."""
    return next((place for place, one in conditions_of(trigger) if one is wanted), ("id",))
