"""Who the words of `to`, `cc` and `bcc` mean on one ticket: people and addresses, each once.

Which words are legal is for the compiler; a person who cannot be reached is said, never dropped in silence.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from schemas.names import EMAIL_ADDRESS
from schemas.triggers.effects import Recipient
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState

CUSTOMER: Final = ("customer", "@[AffectedEmail]", "@[AffectedMobile]", "@[AffectedPhone]")
"""The ways to say the customer: whatever the alias is called, it means the channel's own address."""

EMAIL: Final = re.compile(EMAIL_ADDRESS)

_NO: Final = {"email": "no address", "phone": "no number"}


def reached(
    lists: Iterable[tuple[str, ...]],
    ticket: TicketState,
    facts: Facts,
    left_out: list[str],
    by: Literal["email", "phone"] = "email",
) -> tuple[tuple[Recipient, ...], ...]:
    """The people of each list, nobody twice over all of them; who cannot be reached is added to `left_out`."""
    seen: set[str] = set()
    found: list[tuple[Recipient, ...]] = []
    for words in lists:
        fresh: dict[str, Recipient] = {}
        for word in words:
            for person in _people(word, ticket, facts, left_out, by):
                if person.address.lower() not in seen:
                    fresh.setdefault(person.address.lower(), person)
        seen.update(fresh)
        found.append(tuple(fresh.values()))
    return tuple(found)


def _people(
    word: str, ticket: TicketState, facts: Facts, left_out: list[str], by: Literal["email", "phone"]
) -> Iterator[Recipient]:
    """The people behind one word; the assignee and group are the ticket's at this point of the pass."""
    kind, _, name = word.partition(":")
    match kind:
        case _ if word in CUSTOMER:
            address = ticket.customer.email if by == "email" else ticket.customer.phone
            if address:
                yield Recipient("customer", address)
            else:
                left_out.append(f"customer: {_NO[by]}")
        case "assignee":
            yield from _agents(word, (ticket.agent,) if ticket.agent else (), facts, left_out, by)
        case "group":
            group = name or ticket.group
            yield from _agents(word, facts.ground.groups.get(group, ()) if group else (), facts, left_out, by)
        case "agent":
            yield from _agents(word, (name,), facts, left_out, by)
        case _:
            yield Recipient("address", word)


def _agents(
    word: str, names: tuple[str, ...], facts: Facts, left_out: list[str], by: Literal["email", "phone"]
) -> Iterator[Recipient]:
    if not names:
        left_out.append(f"{word}: nobody")
    addresses = facts.ground.agents if by == "email" else facts.ground.mobiles
    for name in names:
        address = addresses.get(name, "")
        if address:
            yield Recipient("agent", address, name)
        else:
            left_out.append(f"agent:{name}: {_NO[by]}")
