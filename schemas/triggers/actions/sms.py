"""`do: sms`: send a text message, by message or in words of its own."""

from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.model import Model
from schemas.names import PhoneNumber, Slug
from schemas.refs import Ref
from schemas.text import Text
from schemas.triggers.effects import SmsPlanned
from schemas.triggers.facts import Facts
from schemas.triggers.recipients import reached
from schemas.triggers.ticket import TicketState


class Sms(Model):
    """Recipients are people as in a mail, or numbers; `number` is one of `channels/sms.yaml`, left out the first."""

    do: Literal["sms"]
    """Sends a text message."""
    to: tuple[str, ...]
    """Recipients, as in a mail; they get it on their telephone."""
    number: Annotated[PhoneNumber | None, Setting(alias="from")] = None
    """The number it comes from; left out, the first of the channel."""
    message: Annotated[Slug | None, Ref("message")] = None
    """A message with `sms` words."""
    text: Text | None = None
    """The words, in place of `message`."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everyone meant, as written."""
        return self.to


def plan(action: Sms, ticket: TicketState, facts: Facts, rule: str) -> tuple[SmsPlanned, ...]:
    """The message to those whose number is known, each once; who has none is said in `left_out`."""
    left_out: list[str] = []
    [to] = reached((action.to,), ticket, facts, left_out, by="phone")
    text = None if action.text is None else action.text.written(facts.ground.default_language)
    return (SmsPlanned(rule, to, action.number, action.message, text, tuple(left_out)),)
