"""Checkboxes: any of several (OQ-33)."""

from typing import Annotated, Final, Literal

from pydantic import Field as Setting

from schemas.fields.base import Compare, Fault, FieldBase
from schemas.fields.options import Box, label

COMPARE: Final[Compare] = "choices"


class CheckboxField(FieldBase):
    """`type: checkbox`."""

    type: Literal["checkbox"]
    """Any of several."""
    options: Annotated[tuple[Box, ...], Setting(min_length=1)]
    """What can be ticked, in this order."""


def parse(field: CheckboxField, raw: tuple[str, ...]) -> tuple[str, ...] | Fault:
    """The ids that were ticked, each once, in the order of the options; the required ones must be among them."""
    ticked = set(raw) - {""}
    if not ticked <= {option.id for option in field.options}:
        return Fault("validate.choice")
    missing = next((option for option in field.options if option.required and option.id not in ticked), None)
    if missing is not None:
        return Fault("validate.option", {"option": missing.id})
    return tuple(option.id for option in field.options if option.id in ticked)


def format(field: CheckboxField, answer: tuple[str, ...], language: str, default_language: str) -> str:
    """The labels, with commas between."""
    return ", ".join(label(field.options, name, language, default_language) for name in answer)
