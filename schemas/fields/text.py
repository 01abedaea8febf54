"""Short answer: one line of text (OQ-30)."""

from typing import Annotated, Final, Literal

from pydantic import Field as Setting

from schemas.fields.base import Compare, Fault, FieldBase, one
from schemas.fields.clean import line
from schemas.text import Text

COMPARE: Final[Compare] = "text"


class TextField(FieldBase):
    """`type: text`."""

    type: Literal["text"]
    """One line of words."""
    placeholder: Text | None = None
    """Shown while nothing is typed."""
    max_length: Annotated[int, Setting(ge=1, le=5000)] = 200
    """The most characters."""
    clear_on_click: bool = False
    """Whether the placeholder disappears at the first click."""


def parse(field: TextField, raw: tuple[str, ...]) -> str | Fault:
    """The words in one line, cleaned; length counts what is kept."""
    sent = one(raw)
    if isinstance(sent, Fault):
        return sent
    text = line(sent)
    return text if len(text) <= field.max_length else too_long(text, field.max_length)


def too_long(text: str, limit: int) -> Fault:
    """The fault of a text with more characters than allowed."""
    return Fault("validate.too_long", {"limit": limit, "length": len(text)})


def format(field: TextField, answer: str, language: str, default_language: str) -> str:
    """As it was written."""
    return answer
