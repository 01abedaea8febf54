"""The agents' list of tickets, filtered, with the counts beside it (OQ-25)."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from runtime.release.contents import Release
from runtime.services import Services
from runtime.store.tables import tickets
from runtime.tickets.values import Queue, QueueRow

PAGE: Final = 25

UNASSIGNED: Final = ""
"""The assignee that stands for nobody."""


def queue(
    services: Services,
    release: Release,
    brand: str,
    *,
    inquiry_type: str | None = None,
    status: str | None = None,
    assignee: str | None = None,
    text: str | None = None,
    page: int = 1,
) -> Queue:
    """Tickets of a brand, the last changed first; a filter that is `None` lets everything through.

    An inquiry type lets its children through, too. `text` is a ticket's number or a part of its title.
    """
    types = _below(release, brand, inquiry_type)
    filters: dict[str, ColumnElement[bool] | None] = {
        "type": tickets.c.inquiry_type.in_(types) if inquiry_type else None,
        "status": tickets.c.status == status if status else None,
        "assignee": _assigned(assignee),
        "text": _matching(text),
    }
    with services.store.read() as connection:
        chosen = _all(brand, filters)
        total = int(connection.execute(select(func.count()).select_from(tickets).where(chosen)).scalar_one())
        pages = max(1, -(-total // PAGE))
        shown = min(max(1, page), pages)
        found = connection.execute(
            select(tickets)
            .where(chosen)
            .order_by(tickets.c.updated_at.desc(), tickets.c.number.desc())
            .limit(PAGE)
            .offset((shown - 1) * PAGE)
        )
        return Queue(
            tuple(_row(row) for row in found),
            total,
            shown,
            pages,
            _counts(connection, tickets.c.inquiry_type, _all(brand, {**filters, "type": None})),
            _counts(connection, tickets.c.status, _all(brand, {**filters, "status": None})),
        )


def _below(release: Release, brand: str, inquiry_type: str | None) -> list[str]:
    if inquiry_type is None:
        return []
    lines = release.brands[brand].rules.ground.ancestors
    return [inquiry_type, *(name for name, above in lines.items() if inquiry_type in above)]


def _assigned(assignee: str | None) -> ColumnElement[bool] | None:
    if assignee is None:
        return None
    return tickets.c.assignee.is_(None) if assignee == UNASSIGNED else tickets.c.assignee == assignee


def _matching(text: str | None) -> ColumnElement[bool] | None:
    words = (text or "").replace("\0", "").strip()[:200]
    if not words:
        return None
    titled = tickets.c.title.icontains(words, autoescape=True)
    number = words.removeprefix("#")
    is_number = number.isascii() and number.isdigit() and len(number) <= 9
    return or_(titled, tickets.c.number == int(number)) if is_number else titled


def _all(brand: str, filters: Mapping[str, ColumnElement[bool] | None]) -> ColumnElement[bool]:
    chosen: ColumnElement[bool] = tickets.c.brand == brand
    for condition in filters.values():
        if condition is not None:
            chosen = chosen & condition
    return chosen


def _counts(connection: Connection, column: ColumnElement[Any], chosen: ColumnElement[bool]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).where(chosen).group_by(column))
    return {str(name): int(count) for name, count in rows}


def _row(row: Row[Any]) -> QueueRow:
    asked = row.customer_replied_at or row.created_at
    return QueueRow(
        id=row.id,
        number=row.number,
        portal=row.portal,
        language=row.language,
        inquiry_type=row.inquiry_type,
        status=row.status,
        priority=row.priority,
        group=row.group_id,
        assignee=row.assignee,
        title=row.title or "",
        customer_name=row.customer_name or "",
        created_at=row.created_at,
        updated_at=row.updated_at,
        waiting=row.agent_replied_at is None or asked > row.agent_replied_at,
    )
