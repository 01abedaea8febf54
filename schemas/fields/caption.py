"""A caption: words between the questions, nothing to answer."""

from typing import Annotated, Final, Literal

from schemas.fields.base import Compare, Fault, FieldBase
from schemas.text import Markdown, Text

COMPARE: Final[Compare] = "nothing"


class CaptionField(FieldBase):
    """`type: caption`: the label is its heading, the text is Markdown."""

    type: Literal["caption"]
    """Words between the questions."""
    text: Annotated[Text, Markdown]
    """The words, in Markdown."""


def parse(field: CaptionField, raw: tuple[str, ...]) -> str | Fault:
    """Always blank: our page sends nothing for words it only shows."""
    return Fault("validate.choice") if any(raw) else ""


def format(field: CaptionField, answer: str, language: str, default_language: str) -> str:
    """Nothing was answered."""
    return ""
