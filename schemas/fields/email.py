"""E-mail address."""

from typing import Literal

from schemas.fields.base import FieldBase


class EmailField(FieldBase):
    """`type: email`."""

    type: Literal["email"]
