"""Checkboxes: any of several (OQ-33)."""

from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.fields.base import FieldBase, Option


class CheckboxField(FieldBase):
    """`type: checkbox`."""

    type: Literal["checkbox"]
    options: Annotated[tuple[Option, ...], Setting(min_length=1)]
