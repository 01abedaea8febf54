"""`do: tag`: add and remove tags."""

from typing import Literal

from schemas.model import Model
from schemas.triggers.effects import Tagged
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Tag(Model):
    """Tags to add and to remove; one in both is removed."""

    do: Literal["tag"]
    """Puts tags on the ticket and takes tags off."""
    add: tuple[str, ...] = ()
    """Tags to put on."""
    remove: tuple[str, ...] = ()
    """Tags to take off."""


def plan(action: Tag, ticket: TicketState, facts: Facts, rule: str) -> tuple[Tagged, ...]:
    """The tags as they should be; those that already are so fall away when the pass ends."""
    add = tuple(dict.fromkeys(tag for tag in action.add if tag not in action.remove))
    return (Tagged(rule, add, tuple(dict.fromkeys(action.remove))),)
