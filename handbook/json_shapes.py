"""Shapes that editors are told in our own words: values written in several ways, and those a function checks.

Pydantic sees how such a value is kept, not how it is typed. All other shapes are `handbook.json_schema`'s.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import BaseModel

from schemas import brand, conditions, mail, text
from schemas.conditions import OPERATORS, OPPOSITES
from schemas.fields import date, date_period, datetime, datetime_period, number
from schemas.names import BINDING, LANGUAGE, OUTSIDE, SLUG, TEXT_CODE

Node = dict[str, Any]

_SCALAR: Final = {"type": ["string", "number", "boolean"]}
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT: Final = rf"{_DAY}T[0-9]{{2}}:[0-9]{{2}}"

OPERATOR_WORDS: Final[Mapping[str, str]] = {
    "is": "It is exactly this.",
    "in": "It is one of these.",
    "under": "It is this node of the tree or one below it.",
    "at_least": "It is this or more: a number, a date, a duration, a place in an order.",
    "at_most": "It is this or less.",
    "between": "It lies between these two, both included.",
    "contains": "These words are in it, in small or capital letters.",
    "starts_with": "It begins with these words.",
    "ends_with": "It ends with these words.",
    "matches": "This regular expression (RE2) is found in it.",
    "has": "This one is among them.",
    "has_any": "One of these is among them.",
    "has_all": "All of these are among them.",
    "added": "One of these was added by what happened.",
    "removed": "One of these was removed by what happened.",
    "present": "True: there is something; false: there is nothing.",
    "changed": "True: what happened has changed it.",
    "changed_to": "What happened has changed it to this.",
    "changed_from": "What happened has changed it from this.",
    "within": "The moment lies in the hours of this service level.",
}
"""What each operator of a condition asks."""


def _opposite(word: str) -> str:
    straight = "is" if word == "is_not" else word.removeprefix("not_")
    return f"The opposite of `{straight}`. {OPERATOR_WORDS[straight]}"


def _text() -> Node:
    coded = {"type": "string", "pattern": TEXT_CODE, "maxLength": 120, "description": "A code whose words stand here."}
    return {
        "description": "Words: of the default language, by language, or by a code.",
        "anyOf": [
            {"type": "string", "description": "Words in the default language.", "examples": ["Help centre"]},
            {
                "type": "object",
                "description": "A code whose words stand here.",
                "properties": {"code": {**coded, "x-ref": "code", "examples": ["home.hero"]}},
                "required": ["code"],
                "additionalProperties": False,
                "examples": [{"code": "home.hero"}],
            },
            {
                "type": "object",
                "description": "Words by language.",
                "patternProperties": {LANGUAGE: {"type": "string", "description": "The words in this language."}},
                "additionalProperties": False,
                "minProperties": 1,
                "examples": [{"en": "Help centre", "ko": "고객 센터"}],
            },
        ],
        "examples": ["Help centre", {"en": "Help centre", "ko": "고객 센터"}, {"code": "home.hero"}],
    }


def _bound() -> Node:
    name = {"type": "string", "pattern": BINDING, "maxLength": 60, "x-ref": "binding", "examples": ["main_host"]}
    return {
        "description": "A value, or the name of one that each environment supplies.",
        "anyOf": [
            {"type": "string", "description": "The value itself.", "examples": ["help.shop.example"]},
            {
                "type": "object",
                "description": "A value that each environment supplies.",
                "properties": {"binding": {**name, "description": "A name of `bindings.yaml`."}},
                "required": ["binding"],
                "additionalProperties": False,
                "examples": [{"binding": "main_host"}],
            },
        ],
        "examples": ["help.shop.example", {"binding": "main_host"}],
    }


def _secret() -> Node:
    where = "Where the process finds it: `env:NAME` or `file:PATH`."
    return {
        "type": "object",
        "description": "A secret, by where the process finds it.",
        "properties": {
            "secret": {"type": "string", "pattern": OUTSIDE, "description": where, "examples": ["env:SMTP_PASSWORD"]}
        },
        "required": ["secret"],
        "additionalProperties": False,
        "examples": [{"secret": "env:SMTP_PASSWORD"}],
    }


def _condition() -> Node:
    said = {**OPERATOR_WORDS, **{word: _opposite(word) for word in OPPOSITES}}
    shown: dict[str, Any] = {"present": True, "changed": True, "at_least": "14d", "in": ["billing"], "is": "billing"}
    operators = {
        word: {
            "description": said[word],
            "anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}],
            "x-operand": True,
            "examples": [shown.get(word.replace("is_not", "is").removeprefix("not_"), "billing")],
        }
        for word in (*OPERATORS, *OPPOSITES)
    }
    looked = "What it looks at: a part of the ticket, of its customer, or a field by its code."
    counted = "The service level in whose hours a duration is counted."
    return {
        "type": "object",
        "description": "A condition: `if:` with what it looks at, and one operator.",
        "properties": {
            "if": {"type": "string", "description": looked, "x-target": True, "examples": ["inquiry_type"]},
            **operators,
            "business_hours": {
                "type": "string", "pattern": SLUG, "maxLength": 80, "description": counted, "x-ref": "sla",
                "examples": ["nbd"],
            },
        },
        "required": ["if"],
        "additionalProperties": False,
        "if": {"required": ["business_hours"]},
        "then": {"minProperties": 3, "maxProperties": 3},
        "else": {"minProperties": 2, "maxProperties": 2},
        "examples": [{"if": "inquiry_type", "under": "billing"}],
    }  # fmt: skip


WRITTEN: Final[Mapping[type[BaseModel], Callable[[], Node]]] = {
    text.Text: _text,
    brand.Bound: _bound,
    mail.Secret: _secret,
    conditions.Condition: _condition,
}
"""Models whose values are written otherwise than they are kept."""

_PERIOD: Final = r"{0} ~ {0}"
CHECKED: Final[Mapping[str, Node]] = {
    "schemas.durations": {"type": "string", "pattern": r"^[1-9][0-9]{0,6}[smhdwy]$", "examples": ["15m"]},
    "schemas.sizes": {"type": "string", "pattern": r"^[1-9][0-9]{0,5}(B|KB|MB|GB)$", "examples": ["10MB"]},
    number.__name__: {
        "anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": r"^[+-]?([0-9]{1,30}(\.[0-9]{0,15})?|\.[0-9]{1,15})$"},
        ]
    },
    date.__name__: {"type": "string", "pattern": rf"^(today|{_DAY})$", "examples": ["today"]},
    datetime.__name__: {"type": "string", "pattern": rf"^(now|{_MOMENT})$", "examples": ["now"]},
    date_period.__name__: {
        "type": "string",
        "pattern": f"^{_PERIOD.format(_DAY)}$",
        "examples": ["2026-03-01 ~ 2026-03-05"],
    },
    datetime_period.__name__: {
        "type": "string",
        "pattern": f"^{_PERIOD.format(_MOMENT)}$",
        "examples": ["2026-03-01T09:00 ~ 2026-03-01T12:00"],
    },
}
"""What a function of a module lets through, by the module."""
