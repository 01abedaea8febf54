"""System fields: those every brand has, their standard place, and what an admin may set of them (OQ-27, OQ-28).

Required ones can be neither hidden, removed nor made optional. The inquiry type is always first and the consent always
last; the others keep their standard place unless a form lists them. Agents' fields and those of calls are asked in no
form of a portal, whatever it lists (NHN-076, NHN-083).
"""

import re
from collections.abc import Callable
from typing import Any, Final

from schemas.fields import Field
from schemas.fields.agree import AgreeField
from schemas.fields.base import Fault, Personal
from schemas.fields.checkbox import CheckboxField
from schemas.fields.datetime import DatetimeField
from schemas.fields.dropdown import DropdownField
from schemas.fields.email import EmailField
from schemas.fields.file import FileField
from schemas.fields.long_text import LongTextField
from schemas.fields.options import Box, Option
from schemas.fields.radio import RadioField
from schemas.fields.text import TextField
from schemas.model import Model
from schemas.text import Text

REQUIRED = ("inquiry_type", "email", "title", "content", "personal_information")
BASIC = ("name", "phone", "attachments")
OF_AGENTS = ("processing_type", "priority")
"""What agents say of every ticket, above all their other fields."""
OF_CALLS = (
    "consultation_time",
    "call_direction",
    "call_reservation",
    "call_reservation_time",
    "call_reservation_phone",
)
"""On tickets of telephone calls only (NHN-076)."""
SYSTEM_FIELDS = (*REQUIRED, *BASIC, *OF_AGENTS, *OF_CALLS)

FIRST: Final = "inquiry_type"
LAST: Final = "personal_information"
BEFORE: Final = (FIRST, "name", "email", "phone", "title", "content")
"""System fields that stand before what a form lists, in their standard order."""
AFTER: Final = ("attachments", LAST)
"""System fields that stand after what a form lists."""

_PHONE: Final = re.compile(r"[0-9+(). /-]+(?: ?(?:x|ext\.?) ?[0-9]{1,6})?")


class SystemField(Model):
    """`fields/<system code>.yaml`: label, notice and personal only."""

    label: Text | None = None
    """Other words for the question."""
    notice: Text | None = None
    """Other words below it, in Markdown."""
    personal: Personal | None = None
    """How personal the answers are."""


def definition(code: str, own: SystemField | None, types: tuple[Option, ...], say: Callable[[str], Text]) -> Field:
    """A system field as a field like any other: built in, but for what the brand says of it.

    `say` gives the built-in words of a system code; `types` are the inquiry types a customer may choose. What agents
    say of every ticket is no field with an answer: `OF_AGENTS` have none.
    """
    own = own or SystemField()
    facts: dict[str, Any] = {
        "label": own.label or say(f"field.{code}.label"),
        "notice": own.notice,
        "personal": own.personal,
        "section": "required" if code in REQUIRED else "basic",
    }
    if code in OF_CALLS:
        return _of_calls(code, say, {**facts, "for": "agent", "permission": "agent"})
    match code:
        case "inquiry_type":
            return DropdownField(type="dropdown", options=types, **facts)
        case "email":
            return EmailField(type="email", **facts)
        case "title":
            return TextField(type="text", max_length=200, **facts)
        case "content":
            return LongTextField(type="long_text", max_length=5000, **facts)
        case "name":
            return TextField(type="text", max_length=100, **facts)
        case "phone":
            return TextField(type="text", max_length=30, **facts)
        case "attachments":
            return FileField(type="file", **facts)
        case "personal_information":
            text, sentence = say("field.personal_information.text"), say("field.personal_information.sentence")
            return AgreeField(type="agree", text=text, sentence=sentence, **facts)
        case _:
            raise ValueError(f"{code} is not a system field")


def _of_calls(code: str, say: Callable[[str], Text], facts: dict[str, Any]) -> Field:
    match code:
        case "consultation_time" | "call_reservation_time":
            return DatetimeField(type="datetime", **facts)
        case "call_direction":
            ways = tuple(Option(id=way, label=say(f"field.{code}.{way}")) for way in ("incoming", "outgoing"))
            return RadioField(type="radio", options=ways, **facts)
        case "call_reservation":
            box = Box(id="wanted", label=say(f"field.{code}.sentence"))
            return CheckboxField(type="checkbox", options=(box,), **facts)
        case "call_reservation_phone":
            return TextField(type="text", max_length=30, **facts)
        case _:
            raise ValueError(f"{code} is not a system field")


def phone_fault(answer: str) -> Fault | None:
    """Why words cannot be a telephone number. Lenient: we call nobody, and people write numbers in many ways."""
    if not answer:
        return None
    digits = sum(letter.isdigit() for letter in answer)
    if _PHONE.fullmatch(answer) is None or not 5 <= digits <= 20:
        return Fault("validate.phone")
    if answer.startswith("+") and not _is_possible(answer):
        return Fault("validate.phone")
    return None


def _is_possible(answer: str) -> bool:
    import phonenumbers  # slow to load, and few processes ever read a number

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(answer, None))
    except phonenumbers.NumberParseException:
        return False
