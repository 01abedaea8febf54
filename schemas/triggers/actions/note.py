"""`do: note`: write a note on the ticket, for agents or for the customer, too."""

from typing import Literal

from schemas.model import Model
from schemas.text import Text
from schemas.triggers.effects import NoteAdded
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Note(Model):
    """A note and who may read it."""

    do: Literal["note"]
    """Writes a note into the ticket."""
    text: Text
    """The words."""
    visible_to: Literal["agents", "customer"] = "agents"
    """Whether only agents read it, or the customer, too."""


def plan(action: Note, ticket: TicketState, facts: Facts, rule: str) -> tuple[NoteAdded, ...]:
    """The note in every language of the brand."""
    return (NoteAdded(rule, action.text.written(facts.ground.default_language), action.visible_to),)
