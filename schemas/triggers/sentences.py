"""A trigger in plain English, one fact a line: what reviewers read in snapshots, and agents beside a trace.

Ids stay ids, because that is what the configuration calls things. What a rule does is `schemas.triggers.engine`; this
only says it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from schemas.conditions import Condition, Conditions, Group, Item, Operand
from schemas.text import Text
from schemas.triggers.actions import Action
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.mail import CUSTOMER, Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.set import Set, answer_of
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign
from schemas.triggers.rule import Event, Trigger

EVENTS: Final[Mapping[Event, str]] = {
    "created": "a ticket is created",
    "customer_replied": "the customer replies",
    "agent_replied": "an agent replies",
    "note_added": "a note is added",
    "changed": "a ticket is changed",
    "time_passed": "time has passed",
}

TARGETS: Final[Mapping[str, str]] = {
    "inquiry_type": "the inquiry type",
    "customer.name": "the customer's name",
    "customer.email": "the customer's address",
    "customer.phone": "the customer's phone",
    "customer.language": "the customer's language",
    "tags": "the tags",
    "attachments": "the attachments",
    "new_text": "what was just written",
    "actor": "whoever acts",
    "actor.id": "the agent who acts",
    "created_at": "the moment of creation",
    "now": "the present moment",
    "since_created": "the time since creation",
    "since_activity": "the time since anybody did something",
    "since_updated": "the time since anything changed",
    "since_status": "the time since the status changed",
    "since_customer_reply": "the time since the customer replied",
    "since_agent_reply": "the time since an agent replied",
    **{name: f"the {name}" for name in ("status", "priority", "group", "agent", "channel", "portal", "language")},
    **{name: f"the {name}" for name in ("title", "content")},
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
}
_WORDS: Final = ("contains", "starts_with", "ends_with", "matches")


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
    yield f"  when {_either([EVENTS[event] for event in trigger.events])}"
    yield from (f"  {line}" for line in _joined(trigger.conditions))
    yield from (f"  then {_action(action, language, default_language)}" for action in trigger.then)
    for case in trigger.cases:
        yield f"  case {case.id}"
        yield from (f"    {line}" for line in _joined(Conditions(all=case.all, any=case.any)))
        yield from (f"    then {_action(action, language, default_language)}" for action in case.then)


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
    name = TARGETS.get(target, f"the field {target}")
    plural = target in ("tags", "attachments")
    if operator in ("present", "changed"):
        positive = (operand is True) is not condition.negated
        return f"{name} {_flag(operator, positive=positive, plural=plural)}"
    phrase = _PHRASES[operator][1 if condition.negated else 0]
    if operator in ("has", "has_any", "has_all", "added", "removed") and not plural:
        phrase = _singular(phrase)
    return f"{name} {phrase.format(one=_value(operand, operator), many=_list(operand), pair=_pair(operand))}"


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


def _action(action: Action, language: str, default_language: str) -> str:
    def said(text: Text | None) -> str:
        words = {} if text is None else text.written(default_language)
        return " ".join((words.get(language) or words.get(default_language) or "").split())

    match action:
        case Assign():
            return _assign(action)
        case Unassign():
            return "take it from its group and agent"
        case Set():
            return _set(action)
        case Tag():
            parts = [("tag it ", action.add), ("take off ", action.remove)]
            return " and ".join(verb + ", ".join(tags) for verb, tags in parts if tags)
        case Mail():
            what = f"message {action.message}" if action.message else f'"{said(action.subject)}"'
            return f"mail {what} to {_people(action)}"
        case Note():
            readers = "agents" if action.visible_to == "agents" else "agents and the customer"
            return f'note for {readers}: "{said(action.text)}"'


def _assign(action: Assign) -> str:
    if action.agent is not None:
        return f"assign it to {action.agent} of {action.group}"
    if action.method is None:
        return f"assign it to {action.group}"
    whom = ", ".join(action.agents) if action.agents is not None else "all"
    how = "in turn" if action.method == "linear" else "by chance"
    return f"assign it to one of {action.group} {how}: {whom}"


def _set(action: Set) -> str:
    written = {"status": action.status, "priority": action.priority, "inquiry type": action.inquiry_type}
    parts = [f"the {name} to {value}" for name, value in written.items() if value is not None]
    for code, value in action.fields.items():
        answer = answer_of(value)
        words = _list(answer) if isinstance(answer, tuple) else _value(answer, "is")
        parts.append(f"the field {code} to {words or 'nothing'}")
    return "set " + " and ".join(parts)


def _people(action: Mail) -> str:
    def words(names: tuple[str, ...]) -> str:
        return ", ".join("the customer" if name in CUSTOMER else _person(name) for name in names)

    copies = "".join(f", {key} {words(names)}" for key, names in (("cc", action.cc), ("bcc", action.bcc)) if names)
    return words(action.to) + copies


def _person(name: str) -> str:
    match name.partition(":"):
        case ("assignee", _, ""):
            return "the assignee"
        case ("group", "", _):
            return "its group"
        case ("group", _, group):
            return f"the group {group}"
        case ("agent", _, agent):
            return f"agent {agent}"
        case _:
            return name
