"""Field types, in one explicit union. One file per type: its settings, `parse`, `format` and `COMPARE`.

`parse_words`, `format_answer` and `compare` only choose the type's own file; files are read by `schemas.fields.file`,
because what is sent for them are not words.
"""

from typing import Annotated, TypeAlias, assert_never

from pydantic import Field as Setting

from schemas.fields import agree, checkbox, dropdown, email, file, long_text, number, radio, text
from schemas.fields.agree import AgreeField
from schemas.fields.base import Answer, Compare, Fault
from schemas.fields.checkbox import CheckboxField
from schemas.fields.dropdown import DropdownField
from schemas.fields.email import EmailField
from schemas.fields.file import FileField
from schemas.fields.long_text import LongTextField
from schemas.fields.number import NumberField
from schemas.fields.radio import RadioField
from schemas.fields.text import TextField

WordsField: TypeAlias = (
    TextField | LongTextField | NumberField | RadioField | CheckboxField | DropdownField | EmailField | AgreeField
)
"""Fields answered in words; the others are answered with files."""

Field: TypeAlias = Annotated[
    TextField
    | LongTextField
    | NumberField
    | RadioField
    | CheckboxField
    | DropdownField
    | EmailField
    | FileField
    | AgreeField,
    Setting(discriminator="type"),
]


def parse_words(field: WordsField, raw: tuple[str, ...]) -> Answer | Fault:
    """The answer in what a form sent for a field, or why it is refused; nothing sent is a blank answer."""
    match field:
        case TextField():
            return text.parse(field, raw)
        case LongTextField():
            return long_text.parse(field, raw)
        case NumberField():
            return number.parse(field, raw)
        case RadioField():
            return radio.parse(field, raw)
        case CheckboxField():
            return checkbox.parse(field, raw)
        case DropdownField():
            return dropdown.parse(field, raw)
        case EmailField():
            return email.parse(field, raw)
        case AgreeField():
            return agree.parse(field, raw)
        case _:
            assert_never(field)


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
        case ((TextField() | LongTextField() | NumberField() | EmailField()), str()):
            return answer
        case _:
            return ", ".join(answer) if isinstance(answer, tuple) else str(answer)


def compare(field: Field) -> Compare:
    """How conditions look at a field's answers."""
    match field:
        case TextField():
            return text.COMPARE
        case LongTextField():
            return long_text.COMPARE
        case NumberField():
            return number.COMPARE
        case RadioField():
            return radio.COMPARE
        case CheckboxField():
            return checkbox.COMPARE
        case DropdownField():
            return dropdown.COMPARE
        case EmailField():
            return email.COMPARE
        case FileField():
            return file.COMPARE
        case AgreeField():
            return agree.COMPARE
        case _:
            assert_never(field)
