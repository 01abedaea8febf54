"""How customers rate: articles, finished tickets and chats, all with the same keys."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.model import Model
from schemas.text import Text

Choice: TypeAlias = Literal["satisfied", "dissatisfied"]
"""The interface has words for these in every language."""


class FeedbackLabels(Model):
    """Words around a rating, where the built-in ones are not to be used."""

    question: Text | None = None
    """What is asked."""
    reason: Text | None = None
    """What stands above the room for words."""
    thanks: Text | None = None
    """What is said afterwards."""


class Feedback(Model):
    """By thumbs (`stars: 0`), stars or the two words of a chat, with or without words of one's own."""

    stars: Literal[0, 5] = 0
    """How many stars there are."""
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)] | None = None
    """Two words instead: satisfied and dissatisfied. Left out: thumbs or stars."""
    reason: bool = True
    """Whether there is room for words."""
    labels: FeedbackLabels | None = None
    """Other words for the form."""
