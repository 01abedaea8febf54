"""What every field has, whatever its type.

A type's own settings and behaviour stand in the file of that name: `parse` reads what a customer sent, `format` shows
an answer to people, `COMPARE` says how conditions look at it. Whether an answer is there at all is decided by the form
(`schemas.forms`), so a blank is never a fault here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting

from schemas.durations import Duration
from schemas.model import Model
from schemas.text import Text

Answer: TypeAlias = str | bool | tuple[str, ...]
"""What a field's answer is stored as: text and numbers as text, choices as option ids, files as attachment ids."""

Compare: TypeAlias = Literal["text", "number", "choice", "choices", "flag", "files", "date", "period", "nothing"]
"""How conditions look at an answer: words, a decimal number, one id, several ids, yes or no, names of files, a day or
moment, two of them; or not at all.
"""


class Personal(Model):
    """How personal data of a field is kept."""

    encrypt: bool = False
    """Stored encrypted, masked in lists, and unknown to rules."""
    destroy_after: Duration | None = None
    """Answers are destroyed so long after the ticket's end."""


class FieldBase(Model):
    """Settings all types share (OQ-27 to OQ-29)."""

    label: Text
    """The question, as customers and agents read it."""
    notice: Text | None = None
    """Words below it, in Markdown."""
    for_: Annotated[Literal["customer", "agent"], Setting(alias="for")] = "customer"
    """Who fills it in: the customer in the form, or an agent at work."""
    permission: Literal["agent", "admin"] | None = None
    """Which agents may see and fill in an agents' field."""
    section: Literal["required", "basic", "additional"] = "additional"
    """Where in the form it stands: beside the basic questions or after them."""
    personal: Personal | None = None
    """How personal the answers are."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer was refused: a system code with values, worded by the interface."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def one(raw: tuple[str, ...]) -> str | Fault:
    """The only value of a field that has one; no value is blank, a second one was never sent by our page."""
    if len(raw) > 1:
        return Fault("validate.several")
    return raw[0] if raw else ""


def is_blank(answer: Answer) -> bool:
    """Whether nothing was answered; a box that was not ticked is blank, too."""
    return answer in ("", (), False)
