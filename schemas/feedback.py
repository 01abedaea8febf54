"""How customers rate: articles, finished tickets and chats. What they share is asked with the same keys."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.model import Model
from schemas.text import Text

Stars: TypeAlias = Literal[0, 5]
Choice: TypeAlias = Literal["satisfied", "dissatisfied"]
"""The interface has words for these in every language."""


class ArticleFeedback(Model):
    """How articles are rated: by thumbs or stars, with or without words."""

    stars: Stars = 0
    """`0` for thumbs, `5` for five stars."""
    reason: bool = True
    """Whether there is room for words."""


class FeedbackLabels(Model):
    """Words around a rating, where the built-in ones are not to be used."""

    question: Text | None = None
    """What is asked."""
    reason: Text | None = None
    """What stands above the room for words."""
    thanks: Text | None = None
    """What is said afterwards."""


class Feedback(Model):
    """How finished tickets and chats are rated: by thumbs, stars or two words, with or without words of one's own."""

    stars: Stars = 0
    """`0` for thumbs, `5` for five stars."""
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)] | None = None
    """Two words instead: satisfied and dissatisfied. Left out: thumbs or stars."""
    reason: bool = True
    """Whether there is room for words."""
    labels: FeedbackLabels | None = None
    """Other words for the form."""
