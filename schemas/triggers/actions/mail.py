"""`do: mail`: send a mail, by message or in words of its own."""

from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.text import Edited, Text
from schemas.triggers.effects import MailPlanned
from schemas.triggers.facts import Facts
from schemas.triggers.recipients import reached
from schemas.triggers.ticket import TicketState


class Mail(Model):
    """Recipients are `customer`, `assignee`, `group`, `agent:<id>`, `group:<id>`, addresses and `@[Aliases]`.

    `account` is where it comes from, left out the brand's sender; `booking` whether its link may book an appointment,
    left out what the tracking profile allows.
    """

    do: Literal["mail"]
    """Sends a mail, with no layout around it."""
    account: Annotated[Slug | None, Ref("mail_account"), Setting(alias="from")] = None
    """An account that can send; left out, the brand's sender."""
    to: tuple[str, ...]
    """Recipients: `customer`, `assignee`, `group`, `"agent:jin"`, `"group:billing"`, addresses, `"@[Aliases]"`."""
    cc: tuple[str, ...] = ()
    """Recipients who are named."""
    bcc: tuple[str, ...] = ()
    """Recipients nobody sees."""
    message: Annotated[Slug | None, Ref("message")] = None
    """A message of the brand or of the organisation."""
    subject: Text | None = None
    """The subject, in place of `message`."""
    body: Annotated[Text | None, Edited] = None
    """The words, in place of `message`."""
    booking: bool | None = None
    """Whether its link may book a day; left out, what the tracking profile allows."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everyone meant, as written."""
        return (*self.to, *self.cc, *self.bcc)


def plan(action: Mail, ticket: TicketState, facts: Facts, rule: str) -> tuple[MailPlanned, ...]:
    """The mail to those who can be reached, each once; who cannot be is said in `left_out`."""
    left_out: list[str] = []
    to, cc, bcc = reached((action.to, action.cc, action.bcc), ticket, facts, left_out)
    language = facts.ground.default_language
    planned = MailPlanned(
        rule,
        to=to,
        cc=cc,
        bcc=bcc,
        message=action.message,
        subject=None if action.subject is None else action.subject.written(language),
        body=None if action.body is None else action.body.written(language),
        left_out=tuple(left_out),
        account=action.account,
        booking=action.booking,
    )
    return (planned,)
