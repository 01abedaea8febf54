"""`do: forward`: mail a ticket as it stands to somebody else, with a way back for agents (NHN-061 to NHN-063)."""

from typing import Literal

from schemas.model import Model
from schemas.triggers.effects import ForwardPlanned, StatusSet
from schemas.triggers.facts import Facts
from schemas.triggers.recipients import reached
from schemas.triggers.ticket import TicketState


class Forward(Model):
    """To addresses, agents or groups; with `complete` the ticket is completed once it is on its way."""

    do: Literal["forward"]
    """Mails the whole ticket to somebody outside."""
    to: tuple[str, ...]
    """Addresses."""
    complete: bool = False
    """Whether the ticket is completed with it."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everyone meant, as written."""
        return self.to


def plan(action: Forward, ticket: TicketState, facts: Facts, rule: str) -> tuple[ForwardPlanned | StatusSet, ...]:
    """The mail, then the status; a ticket nobody could be sent is not completed."""
    left_out: list[str] = []
    [to] = reached((action.to,), ticket, facts, left_out)
    planned = ForwardPlanned(rule, to, tuple(left_out))
    done = facts.ground.completed
    return (planned, StatusSet(rule, done)) if action.complete and to and done else (planned,)
