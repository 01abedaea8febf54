"""`do: unassign`: take a ticket from its agent and group."""

from typing import Literal

from schemas.model import Model
from schemas.triggers.effects import Assigned
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Unassign(Model):
    """No settings."""

    do: Literal["unassign"]
    """Takes the ticket from its agent and group."""


def plan(action: Unassign, ticket: TicketState, facts: Facts, rule: str) -> tuple[Assigned, ...]:
    """An assignment to nobody."""
    return (Assigned(rule, None),)
