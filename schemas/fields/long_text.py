"""Long answer: several lines of text."""

from typing import Annotated, Final, Literal

from pydantic import Field as Setting

from schemas.fields.base import Compare, Fault, FieldBase, one
from schemas.fields.clean import lines
from schemas.fields.text import too_long
from schemas.text import Text

COMPARE: Final[Compare] = "text"


class LongTextField(FieldBase):
    """`type: long_text`."""

    type: Literal["long_text"]
    """Several lines of words."""
    placeholder: Text | None = None
    """Shown while nothing is typed."""
    max_length: Annotated[int, Setting(ge=1, le=50_000)] = 5000
    """The most characters."""


def parse(field: LongTextField, raw: tuple[str, ...]) -> str | Fault:
    """The words, cleaned, lines kept; length counts what is kept, a line break as one."""
    sent = one(raw)
    if isinstance(sent, Fault):
        return sent
    text = lines(sent)
    return text if len(text) <= field.max_length else too_long(text, field.max_length)


def format(field: LongTextField, answer: str, language: str, default_language: str) -> str:
    """As it was written."""
    return answer
