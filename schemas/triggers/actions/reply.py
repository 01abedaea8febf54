"""`do: reply`: write to the customer in the ticket's own thread, the way an agent's answer goes."""

from typing import Annotated, Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.text import Edited, Text
from schemas.triggers.effects import Replied
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Reply(Model):
    """By message, of which the body is written, or in words of its own."""

    do: Literal["reply"]
    """Answers in the ticket's own thread."""
    message: Annotated[Slug | None, Ref("message")] = None
    """A message whose body is the answer."""
    text: Annotated[Text | None, Edited] = None
    """The words, in place of `message`."""


def plan(action: Reply, ticket: TicketState, facts: Facts, rule: str) -> tuple[Replied, ...]:
    """The answer; it is signed by nobody, because a rule wrote it."""
    text = None if action.text is None else action.text.written(facts.ground.default_language)
    return (Replied(rule, action.message, text),)
