"""The oracle: the same semantics as `engine`, written as plainly as they read. Slow, without an index; tests compare.

It shares what one condition means (`holds`), what one action asks for (`plan`) and what one effect does (`applied`).
How conditions join, who runs, in what order, and what is left at the end is written a second time here, on purpose.
"""

from schemas.conditions import Group, Item
from schemas.triggers.actions import plan
from schemas.triggers.conditions import holds
from schemas.triggers.effects import (
    Assigned,
    Effect,
    FieldSet,
    ForwardPlanned,
    MailPlanned,
    SmsPlanned,
    StateEffect,
    StatusSet,
    Tagged,
)
from schemas.triggers.facts import Facts
from schemas.triggers.rule import Event, Trigger
from schemas.triggers.ticket import TicketState
from schemas.triggers.writing import applied


def interpret(
    triggers: tuple[Trigger, ...], event: Event, ticket: TicketState, facts: Facts
) -> tuple[tuple[Effect, ...], TicketState, tuple[str, ...]]:
    """The effects that count, the ticket after them, and the rules that acted."""
    now, asked, fired = ticket, [], []
    for trigger in triggers:
        if event not in trigger.events or not trigger.enabled or not _looked_at(trigger, event, facts):
            continue
        if not _joined(trigger.all, trigger.any, now, facts):
            continue
        parts = [
            (trigger.id, None, trigger.then),
            *((f"{trigger.id}/{one.id}", one, one.then) for one in trigger.cases),
        ]
        for rule, case, actions in parts:
            if case is not None and not _joined(case.all, case.any, now, facts):
                continue
            if trigger.shadow or (event == "time_passed" and rule in facts.standing):
                continue
            fired.append(rule)
            for action in actions:
                for effect in plan(action, now, facts, rule):
                    asked.append(effect)
                    if isinstance(effect, StateEffect):
                        now = applied(effect, now, facts.now)
    return _what_counts(asked, ticket, now), now, tuple(fired)


def _looked_at(trigger: Trigger, event: Event, facts: Facts) -> bool:
    if event != "time_passed" or trigger.schedule is None:
        return True
    clock = f"{facts.now:%H:%M}"
    return facts.now.weekday() in trigger.schedule.weekdays and trigger.schedule.start <= clock < trigger.schedule.to


def _joined(every: tuple[Item, ...], some: tuple[Item, ...], ticket: TicketState, facts: Facts) -> bool:
    def item_holds(item: Item) -> bool:
        if isinstance(item, Group):
            return _joined(item.all, item.any, ticket, facts)
        return holds(item, ticket, facts).held

    return all(item_holds(item) for item in every) and (not some or any(item_holds(item) for item in some))


def _what_counts(asked: list[Effect], before: TicketState, after: TicketState) -> tuple[Effect, ...]:
    """Walk backwards: the first writer met is the last one, and counts if before and after differ."""
    settled: set[str] = set()
    counting: list[Effect] = []
    for effect in reversed(asked):
        match effect:
            case Assigned():
                differs = (before.group, before.agent) != (after.group, after.agent)
                if _first(settled, "assignment") and differs:
                    counting.append(effect)
            case StatusSet():
                if _first(settled, "status") and before.status != after.status:
                    counting.append(effect)
            case FieldSet():
                if _first(settled, f"field {effect.field}") and _field(before, effect) != _field(after, effect):
                    counting.append(effect)
            case Tagged():
                add = [tag for tag in effect.add if _first(settled, f"tag {tag}") and tag not in before.tags]
                remove = [tag for tag in effect.remove if _first(settled, f"tag {tag}") and tag in before.tags]
                if add or remove:
                    counting.append(Tagged(effect.rule, tuple(add), tuple(remove)))
            case MailPlanned() | SmsPlanned() | ForwardPlanned() if not effect.recipients:
                continue
            case _:
                counting.append(effect)
    return tuple(reversed(counting))


def _first(settled: set[str], attribute: str) -> bool:
    new = attribute not in settled
    settled.add(attribute)
    return new


def _field(ticket: TicketState, effect: FieldSet) -> object:
    match effect.field:
        case "priority" | "inquiry_type" | "processing_type" | "project" | "sla" | "inbox":
            return getattr(ticket, effect.field)
        case code:
            return ticket.fields.get(code) or None
