"""One ticket, read for a page: by an agent of its brand, or by whoever holds its link."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from runtime.access.links import is_token
from runtime.release.contents import PortalPlace, Release
from runtime.services import Services
from runtime.store.tables import attachments, events, messages, outbox, ticket_tags, tickets
from runtime.tickets.links import ticket_of
from runtime.tickets.sealed import Sealer
from runtime.tickets.state import StoredAnswer, answers_of, load_row
from runtime.tickets.values import (
    AnswerView,
    EventView,
    FileView,
    MailView,
    MessageView,
    TicketView,
    status_of,
)
from runtime.tickets.work import is_id
from schemas.bundle import DeskContract
from schemas.triggers.trace import from_data


def view(services: Services, release: Release, brand: str, ticket_id: str) -> TicketView | None:
    """A ticket of a brand with everything agents may know; `None` where the brand has no such ticket."""
    with services.store.read() as connection:
        row = load_row(connection, brand, ticket_id)
        return None if row is None else _view(connection, services, release, row)


def view_by_link(services: Services, release: Release, place: PortalPlace, token: str) -> TicketView | None:
    """The ticket a link opens on this portal; `None` when the link opens nothing or the ticket is not to be shown.

    Of the view a customer's page shows the thread and the progress, never notes, traces or mails: they are left out.
    """
    if not is_token(token):
        return None
    with services.store.read() as connection:
        ticket_id = ticket_of(connection, services, place.brand.id, place.portal.id, token)
        row = load_row(connection, place.brand.id, ticket_id) if ticket_id else None
        if row is None:
            return None
        found = _view(connection, services, release, row, for_customer=True)
    return found if found.status.shown else None


def find(services: Services, brand: str, number: int) -> str | None:
    """The id of a brand's ticket by the number people call it by."""
    with services.store.read() as connection:
        found = connection.execute(
            select(tickets.c.id).where(tickets.c.brand == brand, tickets.c.number == number)
        ).scalar()
        return None if found is None else str(found)


def attachment(services: Services, brand: str, ticket_id: str, attachment_id: str) -> FileView | None:
    """A file of a brand's ticket; `None` where the ticket has no such file."""
    if not (is_id(ticket_id) and is_id(attachment_id)):
        return None
    with services.store.read() as connection:
        row = connection.execute(
            select(attachments).where(
                attachments.c.brand == brand,
                attachments.c.ticket_id == ticket_id,
                attachments.c.id == attachment_id,
            )
        ).one_or_none()
        return None if row is None else _file(row)


def _view(
    connection: Connection, services: Services, release: Release, row: Row[Any], *, for_customer: bool = False
) -> TicketView:
    brand = release.brands[row.brand]
    given = answers_of(connection, Sealer(services.secret_key), row.id)
    files = _files(connection, row.id)
    return TicketView(
        id=row.id,
        brand=row.brand,
        number=row.number,
        portal=row.portal,
        language=row.language,
        inquiry_type=row.inquiry_type,
        status=status_of(brand.desk.statuses, row.status),
        priority=row.priority,
        group=row.group_id,
        assignee=row.assignee,
        tags=tuple(_tags(connection, row.id)),
        title=_words(given, "title"),
        customer_name=_words(given, "name"),
        customer_email=_words(given, "email"),
        created_at=row.created_at,
        updated_at=row.updated_at,
        answers=tuple(
            _answer(brand.desk, field, answer, files)
            for field, answer in given.items()
            if not (for_customer and answer.by_staff)
        ),
        messages=tuple(_messages(connection, brand.desk, row, given, files, for_customer=for_customer)),
        events=() if for_customer else tuple(_events(connection, row.id)),
        mails=() if for_customer else tuple(_mails(connection, row.id)),
    )


def _words(given: Mapping[str, StoredAnswer], field: str) -> str:
    answer = given.get(field)
    return answer.value if answer is not None and isinstance(answer.value, str) else ""


def _tags(connection: Connection, ticket_id: str) -> Iterable[str]:
    return connection.execute(
        select(ticket_tags.c.tag).where(ticket_tags.c.ticket_id == ticket_id).order_by(ticket_tags.c.tag)
    ).scalars()


def _files(connection: Connection, ticket_id: str) -> list[tuple[str | None, FileView]]:
    """The files of a ticket, each with the message it came with."""
    rows = connection.execute(
        select(attachments).where(attachments.c.ticket_id == ticket_id).order_by(attachments.c.at, attachments.c.name)
    )
    return [(row.message_id, _file(row)) for row in rows]


def _file(row: Row[Any]) -> FileView:
    return FileView(row.id, row.name, row.media_type, row.size, row.field)


def _answer(
    desk: DeskContract, field: str, answer: StoredAnswer, files: list[tuple[str | None, FileView]]
) -> AnswerView:
    mine = tuple(file for message, file in files if message is None and file.field == field)
    facts = desk.fields.get(field)
    # Today's words where the field is still asked; else the words the question had when it was answered.
    label = dict(facts.label.by_language or {}) if facts is not None else {}
    return AnswerView(
        field,
        label or answer.label,
        answer.value,
        answer.shown,
        answer.personal,
        mine,
        facts is not None,
        answer.unreadable,
    )


def _messages(
    connection: Connection,
    desk: DeskContract,
    row: Row[Any],
    given: Mapping[str, StoredAnswer],
    files: list[tuple[str | None, FileView]],
    *,
    for_customer: bool,
) -> Iterable[MessageView]:
    first = tuple(file for message, file in files if message is None)
    name, content = _words(given, "name"), given.get("content")
    yield MessageView(
        row.id,
        row.created_at,
        "customer",
        _words(given, "content"),
        None,
        name,
        files=first,
        unreadable=content is not None and content.unreadable,
    )
    chosen = select(messages).where(messages.c.ticket_id == row.id).order_by(messages.c.position)
    if for_customer:
        chosen = chosen.where(messages.c.visible)
    for one in connection.execute(chosen):
        agent = desk.agents.get(one.author or "")
        author = agent.name if agent else (one.author or "")
        yield MessageView(
            one.id,
            one.at,
            one.kind,
            one.text,
            one.author,
            name if one.kind == "customer" else author,
            one.visible,
            tuple(file for message, file in files if message == one.id),
        )


def _events(connection: Connection, ticket_id: str) -> Iterable[EventView]:
    for row in connection.execute(select(events).where(events.c.ticket_id == ticket_id).order_by(events.c.seq)):
        yield EventView(row.seq, row.at, row.event, row.actor, row.actor_id, row.root, from_data(row.trace))


def _mails(connection: Connection, ticket_id: str) -> Iterable[MailView]:
    for row in connection.execute(select(outbox).where(outbox.c.ticket_id == ticket_id).order_by(outbox.c.created_at)):
        yield MailView(row.id, row.recipient, row.state, row.attempts, row.created_at, row.done_at, row.problem)
