"""The filters beside a list of tickets: what was asked for, and links to every other choice.

They travel in the address, so that a list can be bookmarked and a ticket leads back to the list it was opened from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from runtime.desk.names import Names, tree
from runtime.i18n import Interface
from runtime.tickets.values import Queue
from schemas.bundle import DeskContract

ASSIGNEES = ("all", "me", "none")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means anything."""

    inquiry_type: str = ""
    status: str = ""
    assignee: str = "all"
    text: str = ""
    page: int = 1

    def query(self) -> str:
        """The address part after the path, `?` included; empty when nothing is narrowed."""
        given = self.given()
        return f"?{urlencode(given)}" if given else ""

    def given(self) -> Mapping[str, str]:
        """The parts that narrow, by their name in the address."""
        parts = {
            "type": self.inquiry_type,
            "status": self.status,
            "assignee": self.assignee if self.assignee != "all" else "",
            "text": self.text,
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def count(self) -> int:
        """How many narrow the list, pages and search left out."""
        return len(self.given().keys() & {"type", "status", "assignee"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One link among the filters."""

    label: str
    address: str
    chosen: bool
    count: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """The choices of one kind."""

    label: str
    choices: tuple[Choice, ...]


def asked(args: MultiDict[str, str], desk: DeskContract) -> Filters:
    """The filters of a request; what cannot be is left out."""
    types = {kind.id for kind, _ in tree(desk.inquiry_types)}
    statuses = {status.id for status in desk.statuses}
    kind, status, assignee = args.get("type", ""), args.get("status", ""), args.get("assignee", "all")
    page = args.get("page", "1")
    return Filters(
        inquiry_type=kind if kind in types else "",
        status=status if status in statuses else "",
        assignee=assignee if assignee in ASSIGNEES else "all",
        text=" ".join(args.get("text", "")[:200].replace("\0", " ").split()),
        page=int(page) if page.isascii() and page.isdigit() and 0 < int(page[:9]) < 100_000 else 1,
    )


def groups(
    filters: Filters, found: Queue, desk: DeskContract, names: Names, ui: Interface, address: str
) -> tuple[FilterGroup, ...]:
    """Assignee, status and inquiry type, each choice with how many tickets it has under the other filters.

    A desk has a dozen statuses; those without a ticket are left out.
    """
    first = replace(filters, page=1)

    def choice(label: str, chosen: bool, wanted: Filters, count: int | None = None, depth: int = 0) -> Choice:
        return Choice(label, f"{address}{wanted.query()}", chosen, count, min(depth, 2))

    labels: Mapping[str, str] = {"all": "desk.filter.any", "me": "desk.filter.me", "none": "desk.filter.none"}
    people = tuple(choice(ui(labels[who]), filters.assignee == who, replace(first, assignee=who)) for who in ASSIGNEES)
    statuses = (
        choice(ui("desk.filter.any"), not filters.status, replace(first, status=""), sum(found.by_status.values())),
        *(
            choice(
                names.say(status.name),
                filters.status == status.id,
                replace(first, status=status.id),
                found.by_status.get(status.id, 0),
            )
            for status in desk.statuses
            if found.by_status.get(status.id) or filters.status == status.id
        ),
    )
    return (
        FilterGroup(ui("desk.filter.assignee"), people),
        FilterGroup(ui("desk.filter.status"), statuses),
        FilterGroup(ui("desk.filter.type"), _types(filters, found, desk, names, ui, choice)),
    )


def _types(
    filters: Filters, found: Queue, desk: DeskContract, names: Names, ui: Interface, choice: Callable[..., Choice]
) -> tuple[Choice, ...]:
    """Every inquiry type that is enabled or still has tickets; a parent counts its children's."""
    first = replace(filters, page=1)
    choices = [
        choice(
            ui("desk.filter.any"),
            not filters.inquiry_type,
            replace(first, inquiry_type=""),
            sum(found.by_type.values()),
        )
    ]
    for kind, depth in tree(desk.inquiry_types):
        count = sum(found.by_type.get(below.id, 0) for below, _ in tree((kind,)))
        if kind.enabled or count:
            chosen = filters.inquiry_type == kind.id
            choices.append(choice(names.say(kind.name), chosen, replace(first, inquiry_type=kind.id), count, depth))
    return tuple(choices)
