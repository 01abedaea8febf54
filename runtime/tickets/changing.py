"""What happens to a ticket after it was made: replies, notes and changes of its attributes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from runtime.attachments import Upload
from runtime.release.contents import Release
from runtime.services import Services
from runtime.store.tables import tickets
from runtime.tickets.deciding import Occasion, add_message, settle
from runtime.tickets.once import claim, content_of
from runtime.tickets.overtaken import Seen, refuse_undoing, refuse_unread
from runtime.tickets.planning import plan_answer
from runtime.tickets.state import load_state
from runtime.tickets.submitting import keep_files
from runtime.tickets.values import RefusedError
from runtime.tickets.work import Work, new_id, writing
from schemas.sizes import shown
from schemas.triggers.facts import ActorKind
from schemas.triggers.ticket import TicketState

LONGEST: Final = 20_000
"""Characters of one reply or note."""

ANSWERED: Final = "resolved"
"""Where an agent's answer puts a ticket unless the agent says otherwise, in desks that have this status."""

_UNSEEN: Final = Seen()
"""Of changes that are made from no page."""


def customer_reply(
    services: Services,
    release: Release,
    ticket_id: str,
    text: str,
    uploads: tuple[Upload, ...] = (),
    nonce: str = "",
    *,
    brand: str,
    admit: Callable[[Connection], None] = lambda _: None,
) -> str:
    """The customer writes again; `on_reply` of the status says where that puts the ticket. The message's id.

    `RefusedError` when the ticket is final or missing, or the words or files are not fit. `admit` may refuse, by
    raising, in the same transaction; what was sent before is not asked about.
    """
    text = _fit(text, may_be_empty=bool(uploads))
    _fit_files(release, brand, uploads)
    kept = tuple(services.attachments.keep(upload) for upload in uploads)
    mine = new_id()
    try:
        with writing(services, release, brand) as work:
            stored = _stored(work, ticket_id)
            message = _claim(work, f"reply {ticket_id}", nonce, mine, {"text": text}, uploads)
            if message == mine:
                admit(work.connection)
                ticket = _in_status(work, stored, _after_reply(work, stored))
                add_message(work, ticket_id, "customer", None, text, visible=True, name=mine)
                keep_files(work, ticket_id, mine, kept)
                _touch(work, ticket_id, customer_replied_at=work.now)
                ticket = replace(ticket, activity_at=work.now, updated_at=work.now, customer_reply_at=work.now)
                settle(work, stored, ticket, Occasion("customer_replied", "customer", "", text, mine))
    except BaseException:
        services.attachments.remove(file.id for file in kept)
        raise
    if message != mine:
        services.attachments.remove(file.id for file in kept)
    return message


def agent_reply(  # noqa: PLR0913  the answer, and what its author could know
    services: Services,
    release: Release,
    ticket_id: str,
    agent: str,
    text: str,
    *,
    brand: str,
    status: str | None = None,
    nonce: str = "",
    seen: Seen = _UNSEEN,
) -> str:
    """An agent answers: the customer is mailed, the ticket is resolved or gets the status given. The message's id.

    A status that the page showed already is no wish: the ticket stays as it is by now. `RefusedError` when somebody
    has written, or put the ticket into a third status, since the page was `seen`.
    """
    text = _fit(text)
    mine = new_id()
    with writing(services, release, brand) as work:
        stored = _stored(work, ticket_id)
        _check(work, agent=agent, status=status)
        message = _claim(work, f"answer {ticket_id}", nonce, mine, {"text": text, "status": status})
        if message == mine:
            refuse_unread(work, ticket_id, agent, seen)
            wish = status or _answered(work, stored)
            if wish == seen.status:
                wish = stored.status
            refuse_undoing(stored, seen, status=wish)
            add_message(work, ticket_id, "agent", agent, text, visible=True, name=mine)
            _touch(work, ticket_id, agent_replied_at=work.now)
            ticket = _in_status(work, stored, wish)
            ticket = replace(ticket, activity_at=work.now, updated_at=work.now, agent_reply_at=work.now)
            seq = settle(work, stored, ticket, Occasion("agent_replied", _role(work, agent), agent, text, mine))
            plan_answer(work, ticket, mine, seq)
    return message


def add_note(
    services: Services, release: Release, ticket_id: str, agent: str, text: str, *, brand: str, nonce: str = ""
) -> str:
    """A note that only agents read. The message's id."""
    text = _fit(text)
    mine = new_id()
    with writing(services, release, brand) as work:
        stored = _stored(work, ticket_id)
        _check(work, agent=agent)
        message = _claim(work, f"note {ticket_id}", nonce, mine, {"text": text})
        if message == mine:
            add_message(work, ticket_id, "note", agent, text, visible=False, name=mine)
            _touch(work, ticket_id)
            ticket = replace(stored, activity_at=work.now, updated_at=work.now)
            settle(work, stored, ticket, Occasion("note_added", _role(work, agent), agent, text, mine))
    return message


def change(  # noqa: PLR0913  every attribute an agent may change, by name
    services: Services,
    release: Release,
    ticket_id: str,
    agent: str,
    *,
    brand: str,
    status: str | None = None,
    priority: str | None = None,
    group: str | None = None,
    assignee: str | None = None,
    add_tags: tuple[str, ...] = (),
    remove_tags: tuple[str, ...] = (),
    seen: Seen = _UNSEEN,
) -> None:
    """An agent changes attributes; what is `None` stays, an empty group or assignee takes the ticket from it.

    `RefusedError` names the first value that the desk does not know, or says that somebody has changed one of these
    attributes since the page was `seen`. Nothing happens when nothing changes.
    """
    with writing(services, release, brand) as work:
        stored = _stored(work, ticket_id)
        _check(work, agent=agent, status=status, priority=priority, group=group, assignee=assignee, tags=add_tags)
        refuse_undoing(stored, seen, status=status, priority=priority, group=group, assignee=assignee)
        ticket = replace(
            _in_status(work, stored, status or stored.status),
            priority=stored.priority if priority is None else priority,
            group=stored.group if group is None else (group or None),
            agent=stored.agent if assignee is None else (assignee or None),
            tags=tuple(sorted((set(stored.tags) | set(add_tags)) - set(remove_tags))),
        )
        if ticket == stored:
            return
        ticket = replace(ticket, activity_at=work.now, updated_at=work.now)
        _touch(work, ticket_id)
        settle(work, stored, ticket, Occasion("changed", _role(work, agent), agent))


def _claim(
    work: Work, purpose: str, nonce: str, mine: str, words: Mapping[str, str | None], uploads: tuple[Upload, ...] = ()
) -> str:
    """The message a form has led to: `mine`, unless the same was sent before. `RefusedError` when other words were."""
    if not nonce:
        return mine
    first = claim(work, purpose, nonce, mine, content_of(work.services.secret_key, words, uploads))
    if not first.is_same:
        raise RefusedError("ticket.sent_before")
    return first.result


def _stored(work: Work, ticket_id: str) -> TicketState:
    stored = load_state(work, ticket_id)
    if stored is None:
        raise RefusedError("ticket.missing")
    return stored


def _touch(work: Work, ticket_id: str, **moments: Any) -> None:
    """A person has done something; `moments` are the columns of what it was."""
    work.connection.execute(tickets.update().where(tickets.c.id == ticket_id).values(activity_at=work.now, **moments))


def _in_status(work: Work, stored: TicketState, status: str) -> TicketState:
    return stored if status == stored.status else replace(stored, status=status, status_at=work.now)


def _after_reply(work: Work, stored: TicketState) -> str:
    status = next((one for one in work.desk.statuses if one.id == stored.status), None)
    if status is not None and status.final:
        raise RefusedError("ticket.final")
    return status.on_reply or stored.status if status is not None else stored.status


def _answered(work: Work, stored: TicketState) -> str:
    return ANSWERED if any(status.id == ANSWERED for status in work.desk.statuses) else stored.status


def _role(work: Work, agent: str) -> ActorKind:
    return work.desk.agents[agent].role


def _check(work: Work, *, tags: tuple[str, ...] = (), **named: str | None) -> None:
    """Refuse the first name that the desk does not have; blank ones are no names."""
    desk = work.desk
    known: Mapping[str, Any] = {
        "status": {one.id for one in desk.statuses},
        "priority": {one.id for one in desk.priorities},
        "group": desk.groups,
        "assignee": desk.agents,
        "agent": desk.agents,
    }
    for kind, name in named.items():
        if name and name not in known[kind]:
            raise RefusedError(f"ticket.unknown.{'agent' if kind == 'assignee' else kind}", value=name)
    if desk.tags is not None:
        allowed = {tag.id for tag in desk.tags}
        for tag in tags:
            if tag not in allowed:
                raise RefusedError("ticket.unknown.tag", value=tag)


def _fit(text: str, *, may_be_empty: bool = False) -> str:
    """Words with plain line ends and nothing around them; `RefusedError` when there are none or too many."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not clean and not may_be_empty:
        raise RefusedError("ticket.empty")
    if len(clean) > LONGEST:
        raise RefusedError("ticket.long", limit=LONGEST)
    return clean


def _fit_files(release: Release, brand: str, uploads: tuple[Upload, ...]) -> None:
    limits = release.brands[brand].desk.limits
    if len(uploads) > limits.attachments:
        raise RefusedError("ticket.files", limit=limits.attachments)
    if any(len(upload.data) > limits.attachment_bytes for upload in uploads):
        raise RefusedError("ticket.file_size", limit=shown(limits.attachment_bytes))
