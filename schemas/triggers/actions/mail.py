"""`do: mail`: send a mail, by message or in words of its own."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.text import Text
from schemas.triggers.effects import MailPlanned, Recipient
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState

CUSTOMER: Final = ("customer", "@[AffectedEmail]", "@[AffectedMobile]")
"""The ways to say the customer; in a mail `@[AffectedMobile]` is that person's address."""

EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Mail(Model):
    """Recipients are `customer`, `assignee`, `group`, `agent:<id>`, `group:<id>`, addresses and `@[Aliases]`."""

    do: Literal["mail"]
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    message: Annotated[Slug | None, Ref("message")] = None
    subject: Text | None = None
    body: Text | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everyone meant, as written."""
        return (*self.to, *self.cc, *self.bcc)


def plan(action: Mail, ticket: TicketState, facts: Facts, rule: str) -> tuple[MailPlanned, ...]:
    """The mail to those who can be reached, each once; who cannot be is said in `left_out`."""
    left_out: list[str] = []
    seen: set[str] = set()

    def reached(words: Iterable[str]) -> tuple[Recipient, ...]:
        fresh: dict[str, Recipient] = {}
        for word in words:
            for person in _people(word, ticket, facts, left_out):
                if person.address.lower() not in seen:
                    fresh.setdefault(person.address.lower(), person)
        seen.update(fresh)
        return tuple(fresh.values())

    language = facts.ground.default_language
    planned = MailPlanned(
        rule,
        to=reached(action.to),
        cc=reached(action.cc),
        bcc=reached(action.bcc),
        message=action.message,
        subject=None if action.subject is None else action.subject.written(language),
        body=None if action.body is None else action.body.written(language),
        left_out=tuple(left_out),
    )
    return (planned,)


def _people(word: str, ticket: TicketState, facts: Facts, left_out: list[str]) -> Iterator[Recipient]:
    """The people behind one word of `to`; the assignee and group are the ticket's at this point of the pass."""
    kind, _, name = word.partition(":")
    match kind:
        case _ if word in CUSTOMER:
            if ticket.customer.email:
                yield Recipient("customer", ticket.customer.email)
            else:
                left_out.append("customer: no address")
        case "assignee":
            yield from _agents(word, (ticket.agent,) if ticket.agent else (), facts, left_out)
        case "group":
            group = name or ticket.group
            yield from _agents(word, facts.ground.groups.get(group, ()) if group else (), facts, left_out)
        case "agent":
            yield from _agents(word, (name,), facts, left_out)
        case _:
            yield Recipient("address", word)


def _agents(word: str, names: tuple[str, ...], facts: Facts, left_out: list[str]) -> Iterator[Recipient]:
    if not names:
        left_out.append(f"{word}: nobody")
    for name in names:
        address = facts.ground.agents.get(name, "")
        if address:
            yield Recipient("agent", address, name)
        else:
            left_out.append(f"agent:{name}: no address")
