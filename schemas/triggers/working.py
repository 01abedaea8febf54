"""One pass in the making: the ticket as rules have left it so far, what they asked for, and a line for each.

Which rules are tried, and in what order, is `schemas.triggers.engine`; here is what trying one means, and what is left
of all effects when the pass is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from schemas.hours import minutes
from schemas.triggers.actions import Action, plan
from schemas.triggers.effects import (
    Assigned,
    CallPlanned,
    Effect,
    FieldSet,
    ForwardPlanned,
    MailPlanned,
    NoteAdded,
    PostPlanned,
    Recipient,
    Replied,
    SmsPlanned,
    StateEffect,
    StatusSet,
    Tagged,
)
from schemas.triggers.facts import Facts
from schemas.triggers.matching import why_not
from schemas.triggers.reading import shown
from schemas.triggers.rule import Case, Trigger
from schemas.triggers.ticket import TicketState
from schemas.triggers.trace import Failed, Line, Sent, Written
from schemas.triggers.writing import applied, current, writes_of


@dataclass(slots=True)
class Working:
    """The state of a pass. `asked` holds every effect of rules that act, overwritten ones, too."""

    original: TicketState
    facts: Facts
    event: str
    ticket: TicketState = field(init=False)
    asked: list[Effect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    standing: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ticket = self.original

    def turn(self, trigger: Trigger) -> None:
        """A trigger's turn: its own conditions are decided once; then its actions, then its cases in order."""
        if not trigger.enabled:
            self.lines.append(Line(trigger.id, trigger.title, "disabled", trigger.shadow))
            return
        if not in_time(trigger, self.event, self.facts.now):
            self._not_now(trigger)
            return
        failed = why_not(trigger, self.ticket, self.facts)
        if failed is not None:
            self.miss(trigger, trigger.id, failed)
            return
        self._fire(trigger, trigger.id, trigger.then)
        for case in trigger.cases:
            self._case(trigger, case)

    def _not_now(self, trigger: Trigger) -> None:
        """Nobody looks: what held at the last look is taken to hold still, so that it is not armed again."""
        self.lines.append(Line(trigger.id, trigger.title, "not_now", trigger.shadow))
        names = {trigger.id, *(f"{trigger.id}/{case.id}" for case in trigger.cases)}
        self.standing |= names & self.facts.standing

    def miss(self, trigger: Trigger, rule: str, failed: Failed) -> None:
        """A line for a rule that does not fire."""
        self.lines.append(Line(rule, trigger.title, "not_matched", trigger.shadow, failed))

    def _case(self, trigger: Trigger, case: Case) -> None:
        rule = f"{trigger.id}/{case.id}"
        failed = why_not(case, self.ticket, self.facts)
        if failed is None:
            self._fire(trigger, rule, case.then)
        else:
            self.miss(trigger, rule, failed)

    def _fire(self, trigger: Trigger, rule: str, actions: tuple[Action, ...]) -> None:
        if self.event == "time_passed":
            self.standing.add(rule)
            if rule in self.facts.standing:
                self.lines.append(Line(rule, trigger.title, "standing", trigger.shadow))
                return
        before, ticket = self.ticket, self.ticket
        effects: list[Effect] = []
        for action in actions:  # each action sees what the one before it did: assign, then mail the assignee
            for effect in plan(action, ticket, self.facts, rule):
                effects.append(effect)
                if isinstance(effect, StateEffect):
                    ticket = applied(effect, ticket, self.facts.now)
        if not trigger.shadow:
            self.ticket = ticket
            self.asked += effects
        self.lines.append(_fired(trigger, rule, effects, before))

    def effects(self) -> tuple[Effect, ...]:
        """What counts: the last write of each attribute where it changes the ticket, every note, every mail."""
        last = self._last_writers()
        rest = (self._counting(number, effect, last) for number, effect in enumerate(self.asked))
        return tuple(effect for effect in rest if effect is not None)

    def cursor_moves(self) -> dict[str, str]:
        """The rotation of the assignment that survived, if somebody was chosen in turn."""
        survivor = next((effect for effect in reversed(self.asked) if isinstance(effect, Assigned)), None)
        if survivor is None or survivor.cursor is None or survivor.agent is None:
            return {}
        return {survivor.cursor: survivor.agent}

    def told(self) -> tuple[Line, ...]:
        """The lines, each write with the rule that overwrote it."""
        last = {attribute: self.asked[number].rule for attribute, number in self._last_writers().items()}
        return tuple(_overwritten(line, last) if line.writes and not line.shadow else line for line in self.lines)

    def _last_writers(self) -> dict[str, int]:
        return {write.attribute: number for number, effect in enumerate(self.asked) for write in writes_of(effect)}

    def _counting(self, number: int, effect: Effect, last: dict[str, int]) -> Effect | None:
        """The part of an effect that counts; `None` when nothing of it does."""
        counts = {
            write.attribute
            for write in writes_of(effect)
            if last[write.attribute] == number and current(write.attribute, self.original) != write.value
        }
        match effect:
            case Tagged():
                add = tuple(tag for tag in effect.add if f"tag.{tag}" in counts)
                remove = tuple(tag for tag in effect.remove if f"tag.{tag}" in counts)
                return Tagged(effect.rule, add, remove) if counts else None
            case Assigned() | StatusSet() | FieldSet():
                return effect if counts else None
            case MailPlanned() | SmsPlanned() | ForwardPlanned():
                return effect if effect.recipients else None
            case NoteAdded() | Replied() | CallPlanned() | PostPlanned():
                return effect


def _fired(trigger: Trigger, rule: str, effects: list[Effect], before: TicketState) -> Line:
    """The line of a rule that fires: what it writes beside what stood there, and what it sends."""
    writes: dict[str, Written] = {}
    for effect in effects:
        for write in writes_of(effect):
            stood = current(write.attribute, before)
            writes[write.attribute] = Written(write.attribute, shown(write.value), shown(stood))
    return Line(rule, trigger.title, "fired", trigger.shadow, None, tuple(writes.values()), tuple(_sent(effects)))


def in_time(trigger: Trigger, event: str, now: datetime) -> bool:
    """Whether a rule is looked at: a schedule says so of rules of passing time alone."""
    schedule = trigger.schedule
    if schedule is None or event != "time_passed":
        return True
    return now.weekday() in schedule.weekdays and minutes(schedule.start) <= now.hour * 60 + now.minute < minutes(
        schedule.to
    )


def _sent(effects: Iterable[Effect]) -> Iterable[Sent]:
    for effect in effects:
        match effect:
            case NoteAdded():
                yield Sent("note", (effect.visible_to,))
            case Replied():
                yield Sent("reply", ("customer",), effect.message)
            case MailPlanned():
                yield _mailed("mail", effect.recipients, effect.left_out, effect.message)
            case SmsPlanned():
                yield _mailed("sms", effect.recipients, effect.left_out, effect.message)
            case ForwardPlanned():
                yield _mailed("forward", effect.recipients, effect.left_out)
            case CallPlanned():
                yield Sent("webhook", (effect.url.value or f"binding:{effect.url.binding}",))
            case PostPlanned():
                yield Sent("dooray", (effect.hook,))
            case _:
                continue


def _mailed(
    kind: Literal["mail", "sms", "forward"],
    recipients: tuple[Recipient, ...],
    left_out: tuple[str, ...],
    message: str | None = None,
) -> Sent:
    to = tuple(f"agent:{one.agent}" if one.agent else _word(one.kind, one.address) for one in recipients)
    return Sent(kind, to, message, "" if to else "nobody to send it to", left_out)


def _word(kind: str, address: str) -> str:
    return "customer" if kind == "customer" else address


def _overwritten(line: Line, last: dict[str, str]) -> Line:
    writes = (
        write if last[write.attribute] == line.rule else replace(write, overwritten_by=last[write.attribute])
        for write in line.writes
    )
    return replace(line, writes=tuple(writes))
