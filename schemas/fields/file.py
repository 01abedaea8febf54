"""Attached files, by number, size and extension."""

from typing import Literal

from schemas.fields.base import FieldBase


class FileField(FieldBase):
    """`type: file`; limits left out are the brand's."""

    type: Literal["file"]
    max_files: int | None = None
    max_size: str | None = None
    extensions: tuple[str, ...] | None = None
