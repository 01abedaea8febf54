"""Number: whole or decimal, within bounds and steps (OQ-31)."""

from typing import Literal

from schemas.fields.base import FieldBase
from schemas.text import Text


class NumberField(FieldBase):
    """`type: number`."""

    type: Literal["number"]
    placeholder: Text | None = None
    min: int | None = None
    max: int | None = None
    step: int = 1
    default: int | None = None
