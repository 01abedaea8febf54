"""Multiple choice: one of several, all shown (OQ-32)."""

from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.fields.base import FieldBase, Option


class RadioField(FieldBase):
    """`type: radio`."""

    type: Literal["radio"]
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]
