"""Agreement: a text and a box to tick."""

from typing import Literal

from schemas.fields.base import FieldBase
from schemas.text import Text


class AgreeField(FieldBase):
    """`type: agree`."""

    type: Literal["agree"]
    text: Text
    sentence: Text
