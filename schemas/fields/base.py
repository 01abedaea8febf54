"""What every field has, whatever its type.

A type's own settings and behaviour stand in the file of that name.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting

from schemas.model import Model
from schemas.names import Slug
from schemas.text import Text

Answer: TypeAlias = str | bool | tuple[str, ...]
"""What a field's answer is stored as: text and numbers as text, choices as option ids, files as attachment ids."""


class Personal(Model):
    """How personal data of a field is kept."""

    encrypt: bool = False
    destroy_after: str | None = None


class Option(Model):
    """One choice; `required` (checkboxes) means that it must be ticked."""

    id: Slug
    label: Text
    required: bool = False


class FieldBase(Model):
    """Settings all types share (OQ-27 to OQ-29)."""

    label: Text
    notice: Text | None = None
    for_: Annotated[Literal["customer", "agent"], Setting(alias="for")] = "customer"
    permission: Literal["agent", "admin"] | None = None
    section: Literal["required", "basic", "additional"] = "additional"
    personal: Personal | None = None


class Fault(Model):
    """Why an answer was refused: a system code with values, worded by the interface."""

    code: str
    values: Mapping[str, str | int] = {}
