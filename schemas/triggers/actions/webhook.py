"""`do: webhook`: call an address of the organisation's own (NHN-064)."""

from typing import Literal

from schemas.brand import Bound
from schemas.mail import Secret
from schemas.model import Model
from schemas.text import Text
from schemas.triggers.effects import CallPlanned
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Webhook(Model):
    """`body` left out is the ticket as JSON; with `signing_key` the call carries a signature of its body."""

    do: Literal["webhook"]
    """Calls an address of another system."""
    method: Literal["get", "post", "put"] = "post"
    """How it is called."""
    url: Bound
    """The address."""
    signing_key: Secret | None = None
    """What the call is signed with."""
    body: Text | None = None
    """Words in place of the standard body."""


def plan(action: Webhook, ticket: TicketState, facts: Facts, rule: str) -> tuple[CallPlanned, ...]:
    """The call; its address and key stay names until it is made."""
    body = None if action.body is None else action.body.written(facts.ground.default_language)
    return (CallPlanned(rule, action.method, action.url, action.signing_key, body),)
