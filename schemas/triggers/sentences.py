"""A trigger in plain English, one fact a line: what reviewers read in snapshots, and agents beside a trace.

Ids stay ids, because that is what the configuration calls things. What a rule does is `schemas.triggers.engine`; this
only says it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from schemas.conditions import Condition, Conditions, Group, Item, Operand
from schemas.triggers.action_sentences import action_in_words
from schemas.triggers.rule import Event, Schedule, Trigger

EVENTS: Final[Mapping[Event, str]] = {
    "created": "a ticket is created",
    "customer_replied": "the customer replies",
    "agent_replied": "an agent replies",
    "note_added": "a note is added",
    "changed": "a ticket is changed",
    "booked": "an appointment is booked",
    "booking_changed": "an appointment is changed",
    "rated": "the customer rates the ticket",
    "time_passed": "time has passed",
}

TARGETS: Final[Mapping[str, str]] = {
    "inquiry_type": "the inquiry type",
    "processing_type": "the processing type",
    "sla": "the service level",
    "customer.name": "the customer's name",
    "customer.email": "the customer's address",
    "customer.phone": "the customer's phone",
    "customer.id": "the customer's id",
    "customer.company": "the customer's company",
    "customer.country": "the customer's country",
    "customer.language": "the customer's language",
    "customer.member": "the customer's membership",
    "tags": "the tags",
    "attachments": "the attachments",
    "new_text": "what was just written",
    "actor": "whoever acts",
    "actor.id": "the agent who acts",
    "created_at": "the moment of creation",
    "first_response_due": "the moment the first answer is due",
    "resolve_due": "the moment the ticket is due",
    "now": "the present moment",
    "since_created": "the time since creation",
    "since_activity": "the time since anybody did something",
    "since_updated": "the time since anything changed",
    "since_status": "the time since the status changed",
    "since_customer_reply": "the time since the customer replied",
    "since_agent_reply": "the time since an agent replied",
    **{name: f"the {name}" for name in ("status", "priority", "group", "agent", "channel", "portal", "language")},
    **{name: f"the {name}" for name in ("title", "content", "project", "inbox", "rating")},
}

_PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "is": ("is {one}", "is not {one}"),
    "in": ("is one of {many}", "is none of {many}"),
    "under": ("is {one} or below it", "is neither {one} nor below it"),
    "at_least": ("is at least {one}", "is not at least {one}"),
    "at_most": ("is at most {one}", "is not at most {one}"),
    "between": ("is between {pair}", "is not between {pair}"),
    "contains": ("contains {one}", "does not contain {one}"),
    "starts_with": ("starts with {one}", "does not start with {one}"),
    "ends_with": ("ends with {one}", "does not end with {one}"),
    "matches": ("matches {one}", "does not match {one}"),
    "has": ("include {one}", "do not include {one}"),
    "has_any": ("include any of {many}", "include none of {many}"),
    "has_all": ("include all of {many}", "do not include all of {many}"),
    "added": ("gain any of {many}", "gain none of {many}"),
    "removed": ("lose any of {many}", "lose none of {many}"),
    "changed_to": ("becomes {one}", "does not become {one}"),
    "changed_from": ("is no longer {one}", "was not {one} before"),
    "within": ("lies in the hours of {one}", "lies outside the hours of {one}"),
}
_WORDS: Final = ("contains", "starts_with", "ends_with", "matches")
_WEEK: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def told(trigger: Trigger, language: str, default_language: str) -> tuple[str, ...]:
    """A trigger as lines: its name, when, if, what it does, its cases indented below. Texts in one language."""
    return tuple(_told(trigger, language, default_language))


def sentence(trigger: Trigger, language: str, default_language: str) -> str:
    """A trigger in one sentence, without its name."""
    lines = [line.strip() for line in told(trigger, language, default_language)[1:]]
    text = ", ".join(lines)
    return text[:1].upper() + text[1:] + "."


def wanted(conditions: Conditions) -> tuple[str, ...]:
    """Conditions alone, a line for each part that must hold: forms say `when` with them."""
    lines = [_item(item) for item in conditions.all]
    return (*lines, _either([_item(item) for item in conditions.any])) if conditions.any else tuple(lines)


def _told(trigger: Trigger, language: str, default_language: str) -> Iterator[str]:
    mark = " (switched off)" if not trigger.enabled else " (shadow: logged, does not act)" if trigger.shadow else ""
    yield f"{trigger.id}: {trigger.title}{mark}"
    if trigger.description:
        yield f"  {' '.join(trigger.description.split())}"
    yield f"  when {_either([EVENTS[event] for event in trigger.events])}"
    if trigger.schedule is not None:
        yield f"  looked at only {_times(trigger.schedule)}"
    yield from (f"  {line}" for line in _joined(trigger.conditions))
    yield from (f"  then {action_in_words(action, language, default_language)}" for action in trigger.then)
    for case in trigger.cases:
        yield f"  case {case.id}"
        yield from (f"    {line}" for line in _joined(Conditions(all=case.all, any=case.any)))
        yield from (f"    then {action_in_words(action, language, default_language)}" for action in case.then)


def _times(schedule: Schedule) -> str:
    days = ", ".join(_WEEK[day] for day in sorted(schedule.weekdays))
    return f"on {days} from {schedule.start} to {schedule.to}"


def _joined(conditions: Conditions) -> Iterator[str]:
    for number, line in enumerate(wanted(conditions)):
        yield f"{'and' if number else 'if'} {line}"


def _item(item: Item) -> str:
    if isinstance(item, Condition):
        return in_words(item)
    return f"({_group(item)})"


def _group(group: Group) -> str:
    required = " and ".join(in_words(condition) for condition in group.all)
    optional = _either([in_words(condition) for condition in group.any])
    if required and optional:
        return f"{required} and ({optional})" if len(group.any) > 1 else f"{required} and {optional}"
    return required or optional


def _either(parts: list[str]) -> str:
    return " or ".join(parts)


def in_words(condition: Condition) -> str:
    """One condition, as in `the priority is at least high`."""
    target, operator, operand = condition.target, condition.operator, condition.operand
    name = TARGETS.get(target) or _own_name(target)
    plural = target in ("tags", "attachments")
    if operator in ("present", "changed"):
        positive = (operand is True) is not condition.negated
        return f"{name} {_flag(operator, positive=positive, plural=plural)}"
    phrase = _PHRASES[operator][1 if condition.negated else 0]
    if operator in ("has", "has_any", "has_all", "added", "removed") and not plural:
        phrase = _singular(phrase)
    said = f"{name} {phrase.format(one=_value(operand, operator), many=_list(operand), pair=_pair(operand))}"
    return said if condition.business_hours is None else f"{said} in the hours of {condition.business_hours}"


def _own_name(target: str) -> str:
    """A name that an admin made up: a field's code, or a property of customers."""
    kind, _, name = target.partition(".")
    return f"the customer's {name}" if kind == "customer" else f"the field {target}"


def _flag(operator: str, *, positive: bool, plural: bool) -> str:
    if operator == "present":
        verb = "are" if plural else "is"
        return f"{verb} given" if positive else f"{verb} blank"
    verb = "have" if plural else "has"
    return f"{verb} changed" if positive else f"{verb} not changed"


def _singular(phrase: str) -> str:
    verb, _, rest = phrase.partition(" ")
    return f"does {rest}" if verb == "do" else f"{verb}s {rest}"


def _value(operand: Operand, operator: str) -> str:
    if isinstance(operand, bool):
        return "ticked" if operand else "not ticked"
    if isinstance(operand, tuple):
        return _list(operand)
    return f'"{operand}"' if operator in _WORDS else str(operand)


def _list(operand: Operand) -> str:
    return ", ".join(str(item) for item in operand) if isinstance(operand, tuple) else str(operand)


def _pair(operand: Operand) -> str:
    return " and ".join(str(item) for item in operand) if isinstance(operand, tuple) else str(operand)
