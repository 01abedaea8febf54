"""Long answer: several lines of text."""

from typing import Literal

from schemas.fields.base import FieldBase
from schemas.text import Text


class LongTextField(FieldBase):
    """`type: long_text`."""

    type: Literal["long_text"]
    placeholder: Text | None = None
    max_length: int = 5000
