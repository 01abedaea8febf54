"""Short answer: one line of text (OQ-30)."""

from typing import Literal

from schemas.fields.base import FieldBase
from schemas.text import Text


class TextField(FieldBase):
    """`type: text`."""

    type: Literal["text"]
    placeholder: Text | None = None
    max_length: int = 200
    clear_on_click: bool = False
