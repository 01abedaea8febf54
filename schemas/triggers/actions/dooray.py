"""`do: dooray`: write into a room of `channels/dooray.yaml` (NHN-065)."""

from typing import Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.text import Text
from schemas.triggers.effects import PostPlanned
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Dooray(Model):
    """A room by its name, and what to write there."""

    do: Literal["dooray"]
    """Writes into a Dooray channel."""
    hook: Slug
    """A hook of `channels/dooray.yaml`."""
    text: Text
    """The words."""


def plan(action: Dooray, ticket: TicketState, facts: Facts, rule: str) -> tuple[PostPlanned, ...]:
    """The words for the room, in the brand's default language when they are sent."""
    return (PostPlanned(rule, action.hook, action.text.written(facts.ground.default_language)),)
