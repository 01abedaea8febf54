"""`do: note`: write a note on the ticket, for agents or for the customer, too."""

from typing import Literal

from schemas.model import Model
from schemas.text import Text


class Note(Model):
    """A note and who may read it."""

    do: Literal["note"]
    text: Text
    visible_to: Literal["agents", "customer"] = "agents"
