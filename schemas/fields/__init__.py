"""Field types, in one explicit union. One file per type: its settings, `parse`, `format` and `COMPARE`.

`parse_words`, `format_answer` and `compare` only choose the type's own file; files are read by `schemas.fields.file`,
because what is sent for them are not words.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import Annotated, Final, TypeAlias

from pydantic import Field as Setting

from schemas.fields import (
    agree,
    calendar,
    caption,
    checkbox,
    date,
    date_period,
    datetime,
    datetime_period,
    dropdown,
    email,
    file,
    long_text,
    number,
    radio,
    text,
)
from schemas.fields.agree import AgreeField
from schemas.fields.base import Answer, Compare, Fault
from schemas.fields.caption import CaptionField
from schemas.fields.checkbox import CheckboxField
from schemas.fields.date import DateField
from schemas.fields.date_period import DatePeriodField
from schemas.fields.datetime import DatetimeField
from schemas.fields.datetime_period import DatetimePeriodField
from schemas.fields.dropdown import DropdownField
from schemas.fields.email import EmailField
from schemas.fields.file import FileField
from schemas.fields.long_text import LongTextField
from schemas.fields.number import NumberField
from schemas.fields.radio import RadioField
from schemas.fields.text import TextField

WordsField: TypeAlias = (
    CaptionField
    | TextField
    | LongTextField
    | NumberField
    | RadioField
    | CheckboxField
    | DropdownField
    | EmailField
    | DateField
    | DatetimeField
    | DatePeriodField
    | DatetimePeriodField
    | AgreeField
)
"""Fields answered in words, if at all; the others are answered with files."""

Field: TypeAlias = Annotated[
    WordsField | FileField,
    Setting(discriminator="type"),
]


TYPES: Final[Mapping[str, ModuleType]] = {
    "agree": agree,
    "caption": caption,
    "checkbox": checkbox,
    "date": date,
    "date_period": date_period,
    "datetime": datetime,
    "datetime_period": datetime_period,
    "dropdown": dropdown,
    "email": email,
    "file": file,
    "long_text": long_text,
    "number": number,
    "radio": radio,
    "text": text,
}
"""Each type by its name, with the file that says what it is; a test holds the union above to this list."""


def parse_words(field: WordsField, raw: tuple[str, ...]) -> Answer | Fault:
    """The answer in what a form sent for a field, or why it is refused; nothing sent is a blank answer."""
    found: Answer | Fault = TYPES[field.type].parse(field, raw)
    return found


def format_answer(field: Field, answer: Answer, language: str, default_language: str) -> str:
    """An answer as people read it. An answer of another type (the field has changed since) is shown as it is."""
    match field, answer:
        case AgreeField(), bool():
            return agree.format(field, answer, language, default_language)
        case CheckboxField(), tuple():
            return checkbox.format(field, answer, language, default_language)
        case FileField(), tuple():
            return file.format(field, answer, language, default_language)
        case RadioField(), str():
            return radio.format(field, answer, language, default_language)
        case DropdownField(), str():
            return dropdown.format(field, answer, language, default_language)
        case ((DateField() | DatetimeField() | DatePeriodField() | DatetimePeriodField()), str()):
            return calendar.shown(answer)
        case CaptionField(), _:
            return ""
        case _:
            return ", ".join(answer) if isinstance(answer, tuple) else str(answer)


def compare(field: Field) -> Compare:
    """How conditions look at a field's answers."""
    found: Compare = TYPES[field.type].COMPARE
    return found
