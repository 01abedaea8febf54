"""Dropdown: one from a boxed list (OQ-34)."""

from typing import Annotated, Final, Literal

from pydantic import Field as Setting

from schemas.fields.base import Compare, Fault, FieldBase
from schemas.fields.options import Option, choice, label

COMPARE: Final[Compare] = "choice"


class DropdownField(FieldBase):
    """`type: dropdown`."""

    type: Literal["dropdown"]
    """One of several, in a list that opens."""
    options: Annotated[tuple[Option, ...], Setting(min_length=1)]
    """What can be chosen, in this order."""


def parse(field: DropdownField, raw: tuple[str, ...]) -> str | Fault:
    """The id of the option chosen."""
    return choice(field.options, raw)


def format(field: DropdownField, answer: str, language: str, default_language: str) -> str:
    """The option's label."""
    return label(field.options, answer, language, default_language) if answer else ""
