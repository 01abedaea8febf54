"""Multiple choice: one of several, all shown (OQ-32)."""

from typing import Annotated, Final, Literal

from pydantic import Field as Setting

from schemas.fields.base import Compare, Fault, FieldBase
from schemas.fields.options import Option, choice, label

COMPARE: Final[Compare] = "choice"


class RadioField(FieldBase):
    """`type: radio`."""

    type: Literal["radio"]
    """One of several, all shown."""
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]
    """What can be chosen, in this order."""


def parse(field: RadioField, raw: tuple[str, ...]) -> str | Fault:
    """The id of the option chosen."""
    return choice(field.options, raw)


def format(field: RadioField, answer: str, language: str, default_language: str) -> str:
    """The option's label."""
    return label(field.options, answer, language, default_language) if answer else ""
