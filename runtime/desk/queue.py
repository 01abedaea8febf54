"""The list of a brand's tickets (OQ-25): by inquiry type with counts, status, assignee and words of the title."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from runtime.desk.filters import Filters, asked, groups
from runtime.desk.mask import masked
from runtime.desk.names import Names
from runtime.desk.page import desk_page, interface
from runtime.desk.principal import brand_of, principal
from runtime.release.contents import BrandContents
from runtime.tickets import Queue, QueueRow
from runtime.tickets import queue as find_tickets
from runtime.tickets.lists import UNASSIGNED
from runtime.web.moments import Moments, When
from runtime.web.request import services, snapshot

blueprint = Blueprint("queue", __name__)

_TITLES = {"all": "desk.queue.all", "me": "desk.queue.mine", "none": "desk.queue.unassigned"}


@dataclass(frozen=True, slots=True)
class StatusPill:
    """A status with its colour."""

    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in the list; the customer's name is masked."""

    number: int
    address: str
    title: str
    type: str
    customer: str
    status: StatusPill
    assignee: str
    priority: str
    urgent: bool
    updated: When
    waiting: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the list one is; addresses are empty at its ends."""

    page: int
    count: int
    before: str
    after: str


@blueprint.get("")
def home() -> Response:
    """The only brand's queue, or the choice of brands."""
    brands = principal().person.brands
    return redirect(f"/desk/{brands[0]}") if len(brands) == 1 else desk_page("brands.html")


@blueprint.get("/<brand>")
def queue(brand: str) -> Response:
    """The tickets of a brand, newest change first."""
    contents = brand_of(brand)
    filters = asked(request.args, contents.desk)
    found = look(contents, filters)
    names, ui, address = Names(contents, interface()), interface(), f"/desk/{contents.id}"

    def page(number: int) -> str:
        return f"{address}{replace(filters, page=number).query()}" if 1 <= number <= found.pages else ""

    return desk_page(
        "queue.html",
        brand=contents,
        section="queue",
        title=ui(_TITLES[filters.assignee]),
        total=ui.count("desk.queue.count", found.total),
        rows=rows(contents, found, filters, names),
        filters=groups(filters, found, contents.desk, names, ui, address),
        filtered=filters.count,
        text=filters.text,
        kept=[(name, value) for name, value in filters.given().items() if name not in {"text", "page"}],
        pages=Pages(found.page, found.pages, page(found.page - 1), page(found.page + 1)),
    )


def look(contents: BrandContents, filters: Filters) -> Queue:
    """The tickets that filters ask for."""
    people = {"me": principal().person.id, "none": UNASSIGNED}
    return find_tickets(
        services(),
        snapshot().release,
        contents.id,
        inquiry_type=filters.inquiry_type or None,
        status=filters.status or None,
        assignee=people.get(filters.assignee),
        text=filters.text or None,
        page=filters.page,
    )


def rows(contents: BrandContents, found: Queue, filters: Filters, names: Names) -> tuple[Row, ...]:
    """Tickets as the list shows them; their addresses lead back to the same list."""
    moments = Moments(interface().language, contents.contract.time_zone, services().clock())
    return tuple(_row(contents, row, filters, names, moments) for row in found.rows)


def _row(contents: BrandContents, row: QueueRow, filters: Filters, names: Names, moments: Moments) -> Row:
    ui = interface()
    return Row(
        number=row.number,
        address=f"/desk/{contents.id}/tickets/{row.id}{filters.query()}",
        title=row.title or ui("desk.queue.untitled"),
        type=names.inquiry_type(row.inquiry_type),
        customer=masked(row.customer_name),
        status=StatusPill(names.status(row.status), names.tone(row.status)),
        assignee=names.agent(row.assignee) if row.assignee else "",
        priority=names.priority(row.priority),
        urgent=names.is_urgent(row.priority),
        updated=moments.when(row.updated_at),
        waiting=row.waiting and names.tone(row.status) != "done",
    )
