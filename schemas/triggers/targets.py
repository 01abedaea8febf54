"""The closed list of targets: what a condition may look at, how its values compare, which words are legal there.

Fields by code join the list in a brand's `Vocabulary`. Reading a target of a ticket is `schemas.triggers.reading`;
deciding a condition is `schemas.triggers.conditions`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias

from schemas.conditions import Condition, Operand, Scalar
from schemas.durations import seconds
from schemas.fields.base import Compare
from schemas.names import FIELD_CODE

TargetType: TypeAlias = Literal[
    "choice", "tree", "ordered", "text", "set", "number", "boolean", "files", "moment", "duration", "date", "period"
]
"""How values of a target compare."""

ValueSource: TypeAlias = Literal[
    "statuses",
    "inquiry_types",
    "processing_types",
    "projects",
    "slas",
    "inboxes",
    "priorities",
    "groups",
    "agents",
    "channels",
    "portals",
    "languages",
    "countries",
    "tags",
    "actors",
]
"""Where the legal ids of a target come from."""

CHANNELS: Final = ("portal", "email", "chat", "call", "x", "kakao", "sms", "api", "desk")
"""How a ticket can come in; `desk` is a ticket that an agent made."""

ACTORS: Final = ("customer", "agent", "admin", "api")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a condition may look at. `tracked` ones also have a value before the event."""

    name: str
    type: TargetType
    values: ValueSource | None = None
    """`None`: anything of the right type, or (fields) the options in the vocabulary."""
    tracked: bool = True


TARGETS: Final = (
    Target("status", "choice", "statuses"),
    Target("inquiry_type", "tree", "inquiry_types"),
    Target("processing_type", "tree", "processing_types"),
    Target("project", "choice", "projects"),
    Target("sla", "choice", "slas"),
    Target("priority", "ordered", "priorities"),
    Target("group", "choice", "groups"),
    Target("agent", "choice", "agents"),
    Target("channel", "choice", "channels"),
    Target("portal", "choice", "portals"),
    Target("inbox", "choice", "inboxes"),
    Target("language", "choice", "languages"),
    Target("title", "text"),
    Target("content", "text"),
    Target("tags", "set", "tags"),
    Target("attachments", "files"),
    Target("rating", "number"),
    Target("customer.id", "text"),
    Target("customer.name", "text"),
    Target("customer.email", "text"),
    Target("customer.phone", "text"),
    Target("customer.company", "text"),
    Target("customer.country", "choice", "countries"),
    Target("customer.language", "choice", "languages"),
    Target("customer.member", "boolean"),
    Target("new_text", "text", tracked=False),
    Target("actor", "choice", "actors", tracked=False),
    Target("actor.id", "choice", "agents", tracked=False),
    Target("created_at", "moment", tracked=False),
    Target("first_response_due", "moment"),
    Target("resolve_due", "moment"),
    Target("now", "moment", tracked=False),
    Target("since_created", "duration", tracked=False),
    Target("since_activity", "duration", tracked=False),
    Target("since_updated", "duration", tracked=False),
    Target("since_status", "duration", tracked=False),
    Target("since_customer_reply", "duration", tracked=False),
    Target("since_agent_reply", "duration", tracked=False),
)

STANDARD: Final[Mapping[str, Target]] = {target.name: target for target in TARGETS}

RESERVED: Final = frozenset(name for name in STANDARD if re.match(FIELD_CODE, name))
"""Names no field of a brand may have as its code."""

FIELD_TYPES: Final[Mapping[Compare, TargetType]] = {
    "text": "text",
    "number": "number",
    "choice": "choice",
    "choices": "set",
    "flag": "boolean",
    "files": "files",
    "date": "date",
    "period": "period",
    "nothing": "period",
}
"""How the answers of a field compare, by what its type says (`schemas.fields.compare`)."""

SYSTEM_FIELD_TYPES: Final[Mapping[str, TargetType]] = {
    "inquiry_type": "tree",
    "email": "text",
    "title": "text",
    "content": "text",
    "personal_information": "boolean",
    "name": "text",
    "phone": "text",
    "attachments": "files",
}
"""Form conditions may look at system fields by their codes; triggers call them `customer.email` and the like."""

TRACKING: Final = ("changed", "changed_to", "changed_from", "added", "removed")
"""Operators that compare with the ticket before the event."""

_EVERY = ("present", "changed")
_ONE = (*_EVERY, "changed_to", "changed_from")

OPERATORS_OF: Final[Mapping[TargetType, tuple[str, ...]]] = {
    "choice": ("is", "in", *_ONE),
    "tree": ("is", "in", "under", *_ONE),
    "ordered": ("is", "in", "at_least", "at_most", "between", *_ONE),
    "text": ("is", "in", "contains", "starts_with", "ends_with", "matches", *_ONE),
    "set": ("has", "has_any", "has_all", "added", "removed", *_EVERY),
    "number": ("is", "in", "at_least", "at_most", "between", *_ONE),
    "boolean": ("is", *_ONE),
    "files": _EVERY,
    "moment": ("at_least", "at_most", "between", "within", *_EVERY),
    "duration": ("present", "at_least", "at_most", "between"),
    "date": ("is", "in", "at_least", "at_most", "between", *_ONE),
    "period": _EVERY,
}
"""The operators each type has, without opposites; every one of them has its opposite."""

OperandShape: TypeAlias = Literal["one", "list", "pair", "flag"]

OPERAND_SHAPES: Final[Mapping[str, OperandShape]] = {
    "is": "one", "in": "list", "under": "one", "at_least": "one", "at_most": "one", "between": "pair",
    "contains": "one", "starts_with": "one", "ends_with": "one", "matches": "one", "has": "one", "has_any": "list",
    "has_all": "list", "added": "list", "removed": "list", "present": "flag", "changed": "flag", "changed_to": "one",
    "changed_from": "one", "within": "one",
}  # fmt: skip
"""What stands after an operator: one value, a list, two values, or true and false."""


SERVICE_LEVELS: Final = "sla"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What conditions of one place may say: its targets, and the legal ids of those that have a closed list."""

    targets: Mapping[str, Target]
    legal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Target to ids; a target that is missing here takes any value of its type. Those of `within` are the `sla`s."""


def operators(target: Target) -> tuple[str, ...]:
    """The operators a target has: those of its type, without comparing where there is nothing before the event."""
    every = OPERATORS_OF[target.type]
    return every if target.tracked else tuple(name for name in every if name not in TRACKING)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a value is not legal, in words. `legal` is what may stand there where that is a list."""

    message: str
    value: str
    legal: tuple[str, ...] = ()
    hint: str = ""
    """What to write instead, where `legal` does not say it."""
    index: int | None = None
    """Which item of a list."""


def wrong_values(condition: Condition, target: Target, vocabulary: Vocabulary) -> tuple[Wrong, ...]:
    """What is wrong with the value of a condition whose target and operator are right; regular expressions aside."""
    shape = OPERAND_SHAPES[condition.operator]
    misshapen = _misshapen(condition.word, condition.operand, shape)
    if misshapen is not None:
        return (misshapen,)
    if shape == "flag":
        return ()
    if not isinstance(condition.operand, tuple):
        wrong = _wrong(condition.operand, target, condition.operator, vocabulary)
        return () if wrong is None else (wrong,)
    each = (
        (index, _wrong(item, target, condition.operator, vocabulary)) for index, item in enumerate(condition.operand)
    )
    return tuple(replace(wrong, index=index) for index, wrong in each if wrong is not None)


def _misshapen(word: str, operand: Operand, shape: OperandShape) -> Wrong | None:
    written = _shown(operand)
    match shape:
        case "flag" if not isinstance(operand, bool):
            return Wrong(f'"{word}" takes true or false', written, ("true", "false"))
        case "one" if isinstance(operand, tuple):
            hint = f"for several, write  {_SEVERAL[word]}: {written}" if word in _SEVERAL else ""
            return Wrong(f'"{word}" takes one value, not a list', written, hint=hint)
        case "list" if not isinstance(operand, tuple):
            return Wrong(f'"{word}" takes a list', written, hint=f"write  {word}: [{written}]")
        case "list" if not operand:
            return Wrong(f'"{word}" takes a list of at least one value', written)
        case "pair" if not isinstance(operand, tuple) or len(operand) != 2:
            return Wrong(f'"{word}" takes a list of two values', written, hint=f"write  {word}: [lower, upper]")
        case _:
            return None


_SEVERAL: Final = {"is": "in", "is_not": "not_in", "has": "has_any", "not_has": "not_has_any"}


def _wrong(item: Scalar, target: Target, operator: str, vocabulary: Vocabulary) -> Wrong | None:
    """Why one value cannot be compared with the target's."""
    written = _shown(item)
    match target.type:
        case "boolean":
            return None if isinstance(item, bool) else Wrong("true or false is needed here", written, ("true", "false"))
        case "number":
            return None if _is_number(item) else Wrong(f'"{written}" is not a number', written)
        case _ if not isinstance(item, str):
            return Wrong(f"text is needed here, not {written}", written, hint=f'quote it: "{written}"')
        case "moment" if operator == "within":
            legal = vocabulary.legal.get(SERVICE_LEVELS)
            known = legal is None or item in legal
            return None if known else Wrong(f'there is no service level "{item}"', item, legal or ())
        case "moment" | "date":
            hint = 'write "2026-03-01", "2026-03-01T09:00" or now'
            return None if is_moment(item) else Wrong(f'"{item}" is not a moment', item, hint=hint)
        case "duration":
            hint = "write a whole number and a unit: 15m, 4h, 14d"
            return None if is_duration(item) else Wrong(f'"{item}" is not a length of time', item, hint=hint)
        case "text":
            return (
                None if item.strip() else Wrong("an empty text is found everywhere", item, hint="write  present: false")
            )
        case _:
            legal = vocabulary.legal.get(target.name)
            return None if legal is None or item in legal else Wrong(f'{target.name} is never "{item}"', item, legal)


def _is_number(item: Scalar) -> bool:
    if isinstance(item, str):
        return re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", item) is not None
    return not isinstance(item, bool)


def is_duration(text: str) -> bool:
    """Whether a text is a duration such as `15m`, `4h`, `14d` or `3y`."""
    try:
        seconds(text)
    except ValueError:
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether a text is `now`, a date or a local moment: `"2026-03-01"`, `"2026-03-01T09:00"`."""
    if text == "now":
        return True
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?", text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shown(operand: Operand) -> str:
    if isinstance(operand, tuple):
        return "[" + ", ".join(_shown(item) for item in operand) + "]"
    return str(operand).lower() if isinstance(operand, bool) else str(operand)
