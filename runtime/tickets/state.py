"""Tickets as rules see them, read from their rows and written back.

An encrypted answer never gets into a state: rules and traces must not know it. The customer's address is the exception,
because mail is planned for it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from runtime.store.tables import answers, attachments, ticket_tags, tickets
from runtime.tickets.sealed import Sealer, UnreadableError
from runtime.tickets.work import Work, is_id
from schemas.bundle import DeskContract
from schemas.fields import Field, format_answer
from schemas.fields.base import Answer
from schemas.fields.system import SYSTEM_FIELDS
from schemas.text import Localized
from schemas.triggers.ticket import Customer, TicketState

STAFF: Final = 1000
"""Where answers begin that no customer was asked for; no form has as many fields."""

_WORDED: Final = frozenset({"radio", "checkbox", "dropdown", "agree", "datetime", "date_period", "datetime_period"})
"""Types whose answers people read in other words than they are kept in."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer, opened."""

    label: Localized
    value: Answer
    shown: Localized
    personal: bool
    by_staff: bool
    """Written by a rule or an agent, not by the customer."""
    unreadable: bool = False
    """Sealed with a key that is not here: the value is blank, to people as to rules."""


def answers_of(connection: Connection, sealer: Sealer, ticket_id: str) -> Mapping[str, StoredAnswer]:
    """The answers of a ticket in the order they were asked."""
    return _opened(sealer, ticket_id, _answer_rows(connection, (ticket_id,)))


def _answer_rows(connection: Connection, ids: Collection[str]) -> Iterable[Row[Any]]:
    return connection.execute(select(answers).where(answers.c.ticket_id.in_(ids)).order_by(answers.c.position))


def _opened(sealer: Sealer, ticket_id: str, rows: Iterable[Row[Any]]) -> Mapping[str, StoredAnswer]:
    found = {}
    for row in rows:
        sealed, by_staff = row.sealed is not None, row.position >= STAFF
        try:
            content = sealer.open(ticket_id, row.field, row.sealed) if sealed else row.content
        except UnreadableError:
            found[row.field] = StoredAnswer(row.label, "", {}, sealed, by_staff, unreadable=True)
            continue
        value = content["value"]
        answer = tuple(value) if isinstance(value, list) else value
        found[row.field] = StoredAnswer(row.label, answer, content.get("shown", {}), sealed, by_staff)
    return found


def load_row(connection: Connection, brand: str, ticket_id: str) -> Row[Any] | None:
    """The row of a brand's ticket."""
    if not is_id(ticket_id):
        return None
    return connection.execute(select(tickets).where(tickets.c.brand == brand, tickets.c.id == ticket_id)).one_or_none()


def load_state(work: Work, ticket_id: str) -> TicketState | None:
    """A ticket of the brand as it is stored."""
    return StoredTickets(work, (ticket_id,)).state(ticket_id) if is_id(ticket_id) else None


class StoredTickets:
    """Tickets of the brand, read together: as many queries for a hundred as for one."""

    def __init__(self, work: Work, ids: Collection[str]) -> None:
        connection = work.connection
        chosen = connection.execute(select(tickets).where(tickets.c.brand == work.brand.id, tickets.c.id.in_(ids)))
        tags = select(ticket_tags).where(ticket_tags.c.ticket_id.in_(ids)).order_by(ticket_tags.c.tag)
        files = (
            select(attachments.c.ticket_id, attachments.c.id)
            .where(attachments.c.ticket_id.in_(ids), attachments.c.message_id.is_(None))
            .order_by(attachments.c.id)
        )
        self._sealer = work.sealer
        self._rows = {row.id: row for row in chosen}
        self._tags = _by_ticket(connection.execute(tags))
        self._files = _by_ticket(connection.execute(files))
        self._answers = _by_ticket(_answer_rows(connection, ids))

    def state(self, ticket_id: str) -> TicketState | None:
        """One of them; `None` where the brand has no such ticket."""
        row = self._rows.get(ticket_id)
        if row is None:
            return None
        return state_of(
            row,
            _opened(self._sealer, ticket_id, self._answers.get(ticket_id, ())),
            tuple(tag.tag for tag in self._tags.get(ticket_id, ())),
            tuple(file.id for file in self._files.get(ticket_id, ())),
        )


def _by_ticket(rows: Iterable[Row[Any]]) -> Mapping[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.ticket_id, []).append(row)
    return found


def state_of(
    row: Row[Any], given: Mapping[str, StoredAnswer], tags: tuple[str, ...], files: tuple[str, ...]
) -> TicketState:
    """The state a row and its answers amount to."""

    def words(field: str, *, even_sealed: bool = False) -> str:
        answer = given.get(field)
        if answer is None or (answer.personal and not even_sealed):
            return ""
        return answer.value if isinstance(answer.value, str) else ""

    return TicketState(
        id=row.id,
        status=row.status,
        priority=row.priority,
        inquiry_type=row.inquiry_type,
        channel=row.channel,
        portal=row.portal,
        language=row.language,
        title=words("title"),
        content=words("content"),
        created_at=row.created_at,
        customer=Customer(words("email", even_sealed=True), words("name"), words("phone"), row.language),
        group=row.group_id,
        agent=row.assignee,
        tags=tags,
        attachments=files,
        fields={
            field: answer.value for field, answer in given.items() if field not in SYSTEM_FIELDS and not answer.personal
        },
        activity_at=row.activity_at,
        updated_at=row.updated_at,
        status_at=row.status_at,
        customer_reply_at=row.customer_replied_at,
        agent_reply_at=row.agent_replied_at,
    )


def save_state(work: Work, stored: TicketState, now_is: TicketState) -> None:
    """Write what has changed between two states of a ticket; its words and moments of replies are not among it."""
    changed: dict[str, Any] = {}
    for column, before, after in (
        ("status", stored.status, now_is.status),
        ("priority", stored.priority, now_is.priority),
        ("inquiry_type", stored.inquiry_type, now_is.inquiry_type),
        ("group_id", stored.group, now_is.group),
        ("assignee", stored.agent, now_is.agent),
    ):
        if before != after:
            changed[column] = after
    if "status" in changed:
        changed["status_at"] = work.now
    changed["updated_at"] = work.now
    work.connection.execute(tickets.update().where(tickets.c.id == stored.id).values(**changed))
    _save_tags(work, stored, now_is)
    for field, value in now_is.fields.items():
        if stored.fields.get(field) != value:
            save_answer(work, stored.id, field, value, position=STAFF)


def _save_tags(work: Work, stored: TicketState, now_is: TicketState) -> None:
    gone, new = set(stored.tags) - set(now_is.tags), set(now_is.tags) - set(stored.tags)
    if gone:
        work.connection.execute(
            ticket_tags.delete().where(ticket_tags.c.ticket_id == stored.id, ticket_tags.c.tag.in_(gone))
        )
    if new:
        work.connection.execute(ticket_tags.insert(), [{"ticket_id": stored.id, "tag": tag} for tag in sorted(new)])


def save_answer(work: Work, ticket_id: str, field: str, value: Answer, *, position: int) -> None:
    """Write one answer with its question, encrypted where the desk says so; an earlier one keeps its place."""
    facts = work.desk.fields.get(field)
    content: dict[str, Any] = {"value": list(value) if isinstance(value, tuple) else value}
    if facts is not None and (shown := _shown(facts, value, work)):
        content["shown"] = shown
    row: dict[str, Any] = {"label": dict(facts.label.by_language or {}) if facts is not None else {}}
    if is_encrypted(work.desk, field):
        row |= {"content": None, "sealed": work.sealer.seal(ticket_id, field, content), "key_id": work.sealer.key_id}
    else:
        row |= {"content": content, "sealed": None, "key_id": None}
    place = (answers.c.ticket_id == ticket_id) & (answers.c.field == field)
    if work.connection.execute(answers.update().where(place).values(**row)).rowcount == 0:
        work.connection.execute(answers.insert(), {"ticket_id": ticket_id, "field": field, "position": position, **row})


def is_encrypted(desk: DeskContract, field: str) -> bool:
    """Whether answers to a field are kept encrypted."""
    facts = desk.fields.get(field)
    return facts is not None and facts.personal is not None and facts.personal.encrypt


def _shown(facts: Field, value: Answer, work: Work) -> dict[str, str]:
    """How people read an answer in each language, where that is not the answer itself."""
    if facts.type not in _WORDED:
        return {}
    brand = work.brand.contract
    return {language: format_answer(facts, value, language, brand.default_language) for language in brand.languages}
