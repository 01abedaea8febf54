"""A brand's rules, made ready for deciding: triggers in order, the ground they stand on, the index over them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas.bundle import CalendarFacts, DeskContract, InquiryTypeFacts, ProcessingTypeFacts
from schemas.fields import compare
from schemas.hours import Calendar
from schemas.triggers.facts import Ground
from schemas.triggers.index import EventIndex, index_of
from schemas.triggers.rule import Trigger
from schemas.triggers.targets import FIELD_TYPES


@dataclass(frozen=True, slots=True)
class Rules:
    """Triggers in evaluation order and what they stand on; made by `ready` or `rules_of`, once per release."""

    triggers: tuple[Trigger, ...]
    ground: Ground
    index: Mapping[str, EventIndex] = field(repr=False)


def ready(triggers: tuple[Trigger, ...], ground: Ground) -> Rules:
    """Rules with their index."""
    return Rules(triggers, ground, index_of(triggers, ground))


def rules_of(desk: DeskContract) -> Rules:
    """The rules of a compiled desk."""
    return ready(desk.triggers, ground_of(desk))


def ground_of(desk: DeskContract) -> Ground:
    """What rules and form conditions need to know of a desk."""
    return Ground(
        groups={name: group.agents for name, group in desk.groups.items()},
        agents={name: agent.email for name, agent in desk.agents.items()},
        automatic=frozenset(name for name, agent in desk.agents.items() if "tickets" in agent.assigned),
        priorities=tuple(priority.id for priority in desk.priorities),
        ancestors=dict(_ancestors(desk.inquiry_types, ())),
        processing=dict(_ancestors(desk.processing_types, ())),
        mobiles={name: agent.mobile for name, agent in desk.agents.items() if agent.mobile},
        properties=desk.customer_properties,
        calendars={name: _calendar(one) for name, one in desk.calendars.items()},
        completed=next((status.id for status in reversed(desk.statuses) if status.final and status.shown), None),
        fields={code: FIELD_TYPES[compare(field)] for code, field in desk.fields.items()},
    )


def _calendar(facts: CalendarFacts) -> Calendar:
    return Calendar.of(facts.hours, frozenset(date.fromisoformat(day) for day in facts.days_off))


def _ancestors(
    types: Iterable[InquiryTypeFacts] | Iterable[ProcessingTypeFacts], above: tuple[str, ...]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    for one in types:
        line = (one.id, *above)
        yield one.id, line
        yield from _ancestors(one.children, line)
