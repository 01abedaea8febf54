"""A customer's inquiry becomes a ticket, once, however often the same is sent (OQ-24)."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, select

from runtime.attachments import Kept
from runtime.release.contents import Release
from runtime.services import Services
from runtime.store.tables import attachments, numbers, ticket_links, tickets
from runtime.tickets.deciding import Occasion, settle
from runtime.tickets.links import CUSTOMER, link_for, token_of
from runtime.tickets.once import Outcome, claim, content_of, outcome
from runtime.tickets.state import is_encrypted, load_state, save_answer
from runtime.tickets.values import NewTicket, RefusedError, Submitted, default_priority
from runtime.tickets.work import Work, new_id, writing
from schemas.bundle import DeskContract
from schemas.fields.base import Answer, is_blank
from schemas.filling import find_type


def submit(
    services: Services, release: Release, new: NewTicket, admit: Callable[[Connection], None] = lambda _: None
) -> Submitted:
    """Store an inquiry with everything that follows from it; the same form again gives the ticket of before.

    `RefusedError` when that form was sent with other content. `admit` may refuse a new one, by raising, in the same
    transaction. Files are durable before that begins, so that no ticket ever names one that is lost.
    """
    before = sent_before(services, new)
    if before is not None:
        return before
    content = _content(services, new)
    kept = tuple(services.attachments.keep(upload) for upload in new.uploads)
    ticket_id = new_id()
    try:
        with writing(services, release, new.brand) as work:
            first = claim(work, _purpose(new), new.nonce, ticket_id, content)
            if first.result == ticket_id:
                admit(work.connection)
                _create(work, new, ticket_id, kept)
            submitted = _submitted(work.connection, services, first)
    except BaseException:
        services.attachments.remove(file.id for file in kept)
        raise
    if first.result != ticket_id:
        services.attachments.remove(file.id for file in kept)
    return submitted


def _purpose(new: NewTicket) -> str:
    return f"ask {new.brand}"


def _content(services: Services, new: NewTicket) -> str:
    return content_of(services.secret_key, {"type": new.inquiry_type, **new.answers}, new.uploads)


def sent_before(services: Services, new: NewTicket) -> Submitted | None:
    """The ticket of a form that was sent before: spares storing its files, and counting it, again.

    `RefusedError` names the ticket when the form said something else then.
    """
    content = _content(services, new)
    with services.store.read() as connection:
        found = outcome(connection, _purpose(new), new.nonce, content)
        return None if found is None else _submitted(connection, services, found)


def _submitted(connection: Connection, services: Services, first: Outcome) -> Submitted:
    ticket_id = first.result
    number = connection.execute(select(tickets.c.number).where(tickets.c.id == ticket_id)).scalar_one()
    if not first.is_same:
        raise RefusedError("asking.sent_before", number=f"#{number}")
    link = connection.execute(
        select(ticket_links.c.id)
        .where(ticket_links.c.ticket_id == ticket_id, ticket_links.c.recipient == CUSTOMER)
        .order_by(ticket_links.c.created_at)
    ).scalars()
    return Submitted(ticket_id, number, token_of(services.secret_key, next(iter(link))))


def _create(work: Work, new: NewTicket, ticket_id: str, kept: tuple[Kept, ...]) -> None:
    answers = {**new.answers, **_files(kept)}
    _insert(work, new, ticket_id, answers)
    for position, (field, answer) in enumerate(answers.items()):
        if not is_blank(answer):
            save_answer(work, ticket_id, field, answer, position=position)
    keep_files(work, ticket_id, None, kept)
    link_for(work, ticket_id, new.portal)
    state = load_state(work, ticket_id)
    assert state is not None
    settle(work, state, state, Occasion("created", "customer", new_text=state.content), is_new=True)


def _files(kept: tuple[Kept, ...]) -> Mapping[str, Answer]:
    """Files as answers to the fields they were sent for."""
    found: dict[str, tuple[str, ...]] = {}
    for file in kept:
        if file.upload.field is not None:
            found[file.upload.field] = (*found.get(file.upload.field, ()), file.id)
    return found


def _insert(work: Work, new: NewTicket, ticket_id: str, answers: Mapping[str, Answer]) -> None:
    desk = work.desk
    inquiry_type = find_type(desk.inquiry_types, new.inquiry_type)
    if inquiry_type is None:
        raise ValueError(f"brand {new.brand} has no inquiry type {new.inquiry_type}")
    row = {
        "id": ticket_id,
        "brand": new.brand,
        "number": _next_number(work),
        "portal": new.portal,
        "language": new.language,
        "channel": new.channel,
        "inquiry_type": new.inquiry_type,
        "status": desk.statuses[0].id if desk.statuses else "unassigned",
        "priority": inquiry_type.priority or default_priority(desk.priorities),
        "group_id": inquiry_type.group,
        "assignee": None,
        "title": _listed(desk, "title", answers),
        "customer_name": _listed(desk, "name", answers),
        "created_at": work.now,
        "updated_at": work.now,
        "activity_at": work.now,
        "status_at": work.now,
    }
    work.connection.execute(tickets.insert(), row)


def _next_number(work: Work) -> int:
    here = numbers.c.brand == work.brand.id
    work.connection.execute(numbers.update().where(here).values(last=numbers.c.last + 1))
    return int(work.connection.execute(select(numbers.c.last).where(here)).scalar_one())


def _listed(desk: DeskContract, field: str, answers: Mapping[str, Answer]) -> str | None:
    """An answer that lists show; nothing where it is kept encrypted."""
    answer = answers.get(field)
    return answer[:255] if isinstance(answer, str) and answer and not is_encrypted(desk, field) else None


def keep_files(work: Work, ticket_id: str, message_id: str | None, kept: tuple[Kept, ...]) -> None:
    """Name files that are durable already on a ticket, or on one of its messages."""
    rows = [
        {
            "id": file.id,
            "brand": work.brand.id,
            "ticket_id": ticket_id,
            "message_id": message_id,
            "field": file.upload.field,
            "name": file.upload.name,
            "media_type": file.upload.media_type,
            "size": len(file.upload.data),
            "digest": file.digest,
            "at": work.now,
        }
        for file in kept
    ]
    if rows:
        work.connection.execute(attachments.insert(), rows)
