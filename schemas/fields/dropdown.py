"""Dropdown: one from a boxed list (OQ-34)."""

from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.fields.base import FieldBase, Option


class DropdownField(FieldBase):
    """`type: dropdown`."""

    type: Literal["dropdown"]
    options: Annotated[tuple[Option, ...], Setting(min_length=1)]
