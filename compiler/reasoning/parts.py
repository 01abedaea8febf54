"""Triggers cut into what fires together: a trigger without its cases, and each case with the trigger's own conditions.

In evaluation order, with the attributes each part writes and reads; what it would take for one to fire is `formula`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from compiler.link import Linked, LinkedBrand, once
from compiler.reasoning.domains import World
from compiler.reasoning.formula import Spelt, TooManyError, denied, joined, spelt
from compiler.shape import Object
from compiler.span import Path
from compiler.vocabulary import of_triggers
from schemas.conditions import Condition
from schemas.hours import Calendar
from schemas.triggers.actions import Action
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.forward import Forward
from schemas.triggers.actions.set import Set, answer_of
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign
from schemas.triggers.conditions.order import is_crossed
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.conditions.text import compiled
from schemas.triggers.facts import Ground
from schemas.triggers.places import conditions_of
from schemas.triggers.reading import Value, of_answer
from schemas.triggers.rule import Case, Trigger
from schemas.triggers.targets import operators, wrong_values


@dataclass(frozen=True)
class Part:
    """One thing that fires: its trigger, its case if it is one, and where its actions stand."""

    thing: Object
    case: Case | None
    place: Path
    completed: str | None
    """The status that `complete: true` sets."""

    @property
    def trigger(self) -> Trigger:
        """The trigger, whole."""
        trigger: Trigger = self.thing.value
        return trigger

    @property
    def name(self) -> str:
        """The trigger's id, or `trigger/case`."""
        return self.thing.id if self.case is None else f"{self.thing.id}/{self.case.id}"

    @property
    def actions(self) -> tuple[Action, ...]:
        """What it does, in order."""
        return self.trigger.then if self.case is None else self.case.then

    @cached_property
    def formula(self) -> Spelt:
        """When it fires. Raises `TooManyError`."""
        own = spelt(self.trigger.all, self.trigger.any)
        return own if self.case is None else joined(own, spelt(self.case.all, self.case.any))

    @cached_property
    def asked(self) -> frozenset[frozenset[Condition]]:
        """The formula without the order in which it is written."""
        return frozenset(map(frozenset, self.formula))

    @cached_property
    def denial(self) -> Spelt:
        """When it does not fire. Raises `TooManyError`."""
        own = denied(self.trigger.all, self.trigger.any)
        return own if self.case is None else (*own, *denied(self.case.all, self.case.any))

    @cached_property
    def writes(self) -> Mapping[str, object]:
        """Attributes it writes with the last value; one that is chosen when it fires is `None`."""
        written: dict[str, object] = {}
        for action in self.actions:
            written.update(_writes(action, self.completed))
        return written

    @cached_property
    def reads(self) -> frozenset[str]:
        """Targets that its conditions and recipients look at."""
        conditions = {one.target for together in self.formula for one in together}
        people = {word for action in self.actions for word in getattr(action, "recipients", ())}
        return frozenset(conditions | ({"group", "agent"} if people & {"assignee", "group"} else set()))


def _writes(action: Action, completed: str | None) -> Iterator[tuple[str, object]]:
    match action:
        case Assign():
            yield "assignment", (action.group, action.agent, action.method, action.agents)
        case Unassign():
            yield "assignment", (None, None, None, None)
        case Set():
            if action.status is not None:
                yield "status", action.status
            yield from ((name, value) for name, value in action.attributes.items() if value is not None)
            yield from ((code, answer_of(value)) for code, value in action.fields.items())
        case Tag():
            yield from ((f"tag.{tag}", True) for tag in action.add)
            yield from ((f"tag.{tag}", False) for tag in action.remove)
        case Forward() if action.complete and completed is not None:
            yield "status", completed
        case _:
            return


def known_after(part: Part, world: World) -> Mapping[str, Value]:
    """Targets whose value is certain once a part has fired; tags are left out, for nobody knows the others."""
    known: dict[str, Value] = {}
    for attribute, value in part.writes.items():
        if attribute == "assignment" and isinstance(value, tuple):
            known["group"] = value[0]
            if value[2] is None:
                known["agent"] = value[1]
        elif not attribute.startswith("tag.") and attribute in world.vocabulary.targets:
            target = world.vocabulary.targets[attribute]
            if isinstance(value, str | bool | tuple):
                known[attribute] = of_answer(value, target.type)
    return known


def touched(part: Part) -> frozenset[str]:
    """Targets whose value may be another once a part has fired."""
    names = {"tags" if name.startswith("tag.") else name for name in part.writes}
    return frozenset(names | {"group", "agent"} if "assignment" in names else names)


def parts_of(brand: LinkedBrand) -> tuple[Part, ...]:
    """Everything of a brand that acts, in evaluation order: enabled triggers that are no shadows."""
    completed = _completed(brand)
    found = []
    for thing in sorted(brand.of("trigger").values(), key=lambda thing: (thing.file, thing.path)):
        trigger: Trigger = thing.value
        if not trigger.enabled or trigger.shadow:
            continue
        if trigger.then:
            found.append(Part(thing, None, ("then",), completed))
        found += [Part(thing, case, ("cases", n, "then"), completed) for n, case in enumerate(trigger.cases)]
    return tuple(found)


def is_sound(part: Part, world: World) -> bool:
    """Whether every condition of a part means something, so that there is something to reason about."""
    for _, one in conditions_of(part.trigger):
        target = world.vocabulary.targets.get(one.target)
        if target is None or one.operator not in operators(target) or wrong_values(one, target, world.vocabulary):
            return False
        if one.operator == "matches" and not _is_expression(one.operand):
            return False
        if one.operator == "between" and is_crossed(
            Subject(target.type, None, None, world.ground, world.now), one.operand
        ):
            return False
    try:
        part.formula, part.denial  # noqa: B018  raised here, so that nobody has to expect it later
    except TooManyError:
        return False
    return True


def _is_expression(operand: object) -> bool:
    try:
        compiled(str(operand))
    except ValueError:
        return False
    return True


def sound_parts(brand: LinkedBrand, world: World) -> tuple[Part, ...]:
    """The parts of a brand that can be reasoned about, in evaluation order."""
    return once(brand, "sound parts", lambda: tuple(part for part in parts_of(brand) if is_sound(part, world)))


def _completed(brand: LinkedBrand) -> str | None:
    thing = brand.of("tickets").get("")
    if thing is None or thing.value.statuses is None:
        return "completed"
    return next((one.id for one in reversed(thing.value.statuses) if one.final and one.shown), None)


def world_of(linked: Linked, brand: LinkedBrand) -> World:
    """What the rules of a brand stand on. Days off are left out: they decide no condition for good."""
    return once(brand, "world of rules", lambda: _world(linked, brand))


def _world(linked: Linked, brand: LinkedBrand) -> World:
    vocabulary = of_triggers(linked, brand)
    types = {name: target.type for name, target in vocabulary.targets.items()}
    ground = Ground(
        groups={name: thing.value.agents for name, thing in brand.of("group").items()},
        priorities=vocabulary.legal.get("priority", ()),
        ancestors=_lines(brand, "inquiry_type"),
        processing=_lines(brand, "processing_type"),
        fields={code: types[code] for code in brand.of("field") if code in types},
        properties={name: kind for name, kind in types.items() if name.startswith("customer.")},
        calendars={name: Calendar.of(thing.value.hours) for name, thing in brand.of("sla").items()},
        default_language=brand.default_language,
        completed=_completed(brand),
    )
    return World(vocabulary, ground, datetime(2026, 1, 5, 9, 0, tzinfo=UTC))


def _lines(brand: LinkedBrand, kind: str) -> dict[str, tuple[str, ...]]:
    lines: dict[str, tuple[str, ...]] = {}
    for name, thing in brand.of(kind).items():  # parents stand before their children
        lines[name] = (name, *lines.get(thing.parts.get("parent", ""), ()))
    return lines
