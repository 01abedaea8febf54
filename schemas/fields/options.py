"""Choices: what radio, checkbox and dropdown have in common."""

from schemas.fields.base import Fault, one
from schemas.model import Model
from schemas.names import Slug
from schemas.text import Text, words


class Option(Model):
    """One choice."""

    id: Slug
    """What is stored; rules know it."""
    label: Text
    """What customers read."""


class Box(Option):
    """One choice of a checkbox field; a required one must be ticked."""

    required: bool = False
    """True: this box must be ticked."""


def choice(options: tuple[Option, ...], raw: tuple[str, ...]) -> str | Fault:
    """The id that was chosen, blank for none."""
    chosen = one(raw)
    if isinstance(chosen, Fault) or not chosen:
        return chosen
    return chosen if any(option.id == chosen for option in options) else Fault("validate.choice")


def label(options: tuple[Option, ...], name: str, language: str, default_language: str) -> str:
    """What people read for an id; the id itself when the option is gone."""
    found = next((option for option in options if option.id == name), None)
    return (found and words(found.label, language, default_language)) or name
