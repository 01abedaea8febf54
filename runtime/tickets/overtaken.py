"""Whether a ticket has moved on since the page from which an agent changes it: nobody undoes what they have not seen.

Asked inside the transaction that makes the change, so that of two at once the second sees what the first has done.
"""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from runtime.store.tables import messages
from runtime.tickets.values import RefusedError
from runtime.tickets.work import Work
from schemas.triggers.ticket import TicketState


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed of a ticket; `None` is what it did not show, and what is not looked at here."""

    status: str | None = None
    priority: str | None = None
    group: str | None = None
    """Blank where the ticket was in none."""
    assignee: str | None = None
    """Blank where nobody had it."""
    message: str | None = None
    """The id of the last message."""


def refuse_undoing(
    stored: TicketState,
    seen: Seen,
    *,
    status: str | None = None,
    priority: str | None = None,
    group: str | None = None,
    assignee: str | None = None,
) -> None:
    """Refuse to give an attribute another value where it is neither as the page showed it nor as it is wished to be."""
    for before, now, wish in (
        (seen.status, stored.status, status),
        (seen.priority, stored.priority, priority),
        (seen.group, stored.group or "", group),
        (seen.assignee, stored.agent or "", assignee),
    ):
        if wish is not None and before is not None and now not in {before, wish}:
            raise RefusedError("ticket.overtaken")


def refuse_unread(work: Work, ticket_id: str, agent: str, seen: Seen) -> None:
    """Refuse an agent's answer where customer or another agent have written after the last message of the page."""
    if seen.message is None:
        return
    position = select(messages.c.position).where(messages.c.ticket_id == ticket_id, messages.c.id == seen.message)
    last = work.connection.scalar(position)
    # The first words are no row of `messages`; they go by the ticket's id and stand before all others.
    after = -1 if last is None else last
    newer = select(messages.c.id).where(
        messages.c.ticket_id == ticket_id,
        messages.c.position > after,
        or_(messages.c.kind == "customer", and_(messages.c.kind == "agent", messages.c.author != agent)),
    )
    if work.connection.scalar(newer.limit(1)) is not None:
        raise RefusedError("ticket.newer")
