"""Agreement: a text and a box to tick."""

from typing import Final, Literal

from schemas.fields.base import Compare, Fault, FieldBase, one
from schemas.text import Text, words

COMPARE: Final[Compare] = "flag"

TICKED: Final = "true"
"""What the box of our page sends."""


class AgreeField(FieldBase):
    """`type: agree`; the text may be long and is Markdown, the sentence stands beside the box."""

    type: Literal["agree"]
    """A box to agree to something."""
    text: Text
    """What is agreed to, in Markdown."""
    sentence: Text
    """The words beside the box."""


def parse(field: AgreeField, raw: tuple[str, ...]) -> bool | Fault:
    """Whether the box was ticked."""
    sent = one(raw)
    if isinstance(sent, Fault):
        return sent
    return sent == TICKED if sent in ("", TICKED) else Fault("validate.choice")


def format(field: AgreeField, answer: bool, language: str, default_language: str) -> str:
    """The sentence that was agreed to; nothing when it was not."""
    return words(field.sentence, language, default_language) if answer else ""
