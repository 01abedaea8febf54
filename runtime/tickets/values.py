"""What goes into tickets and what comes out: plain values, no database.

Pages are given these and give these; how they are stored is the neighbours' business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from runtime.attachments import Upload
from schemas.bundle import NamedFacts, StatusFacts
from schemas.fields.base import Answer
from schemas.text import Localized
from schemas.triggers.trace import Trace

MessageKind: TypeAlias = Literal["customer", "agent", "note"]


class RefusedError(Exception):
    """A wish that cannot be fulfilled; `code` is a system code fit to be shown, such as `ticket.final`."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class NewTicket:
    """An inquiry whose answers have passed `schemas.forms.read`. Files are in `uploads`, not in `answers`."""

    brand: str
    portal: str
    language: str
    inquiry_type: str
    answers: Mapping[str, Answer]
    """By field code, system fields included, in the order of the form."""
    nonce: str
    """Of the form that was sent; the same one again leads to the same ticket."""
    uploads: tuple[Upload, ...] = ()
    channel: str = "portal"


@dataclass(frozen=True, slots=True)
class Submitted:
    """A ticket that is safe in the store."""

    ticket_id: str
    number: int
    link_token: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a ticket; its bytes are `services.attachments.read(id)`."""

    id: str
    name: str
    media_type: str
    size: int
    field: str | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as it was given, with the question as it was asked."""

    field: str
    label: Localized
    value: Answer
    shown: Localized
    """The answer as people read it; empty when it reads as the value does."""
    personal: bool
    """Kept encrypted."""
    files: tuple[FileView, ...] = ()
    asked: bool = True
    """Whether today's desk still has the field."""
    unreadable: bool = False
    """Encrypted with a key that this installation does not have; the value is blank."""


@dataclass(frozen=True, slots=True)
class MessageView:
    """One contribution to the thread, the first words included."""

    id: str
    at: datetime
    kind: MessageKind
    text: str
    author: str | None = None
    """The agent's id; `None` for the customer and for rules."""
    author_name: str = ""
    visible: bool = True
    """Whether the customer may read it."""
    files: tuple[FileView, ...] = ()
    unreadable: bool = False
    """Encrypted with a key that this installation does not have; the text is blank."""


@dataclass(frozen=True, slots=True)
class MailView:
    """A mail this ticket caused, and how far it got."""

    id: str
    recipient: str
    state: str
    attempts: int
    created_at: datetime
    done_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One entry of the event log: what happened, who did it, why each rule did or did not act."""

    seq: int
    at: datetime
    event: str
    actor: str
    actor_id: str | None
    root: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class TicketView:
    """A whole ticket, for agents; a customer's page shows of it what is visible."""

    id: str
    brand: str
    number: int
    portal: str
    language: str
    inquiry_type: str
    status: StatusFacts
    priority: str
    group: str | None
    assignee: str | None
    tags: tuple[str, ...]
    title: str
    customer_name: str
    customer_email: str
    created_at: datetime
    updated_at: datetime
    answers: tuple[AnswerView, ...]
    messages: tuple[MessageView, ...]
    """The first words, then everything after them, oldest first."""
    events: tuple[EventView, ...] = ()
    mails: tuple[MailView, ...] = ()

    @property
    def thread(self) -> tuple[MessageView, ...]:
        """What the customer may read."""
        return tuple(message for message in self.messages if message.visible)

    def is_unreadable(self, field: str) -> bool:
        """Whether there is an answer to a field that nobody here can read."""
        return any(answer.field == field and answer.unreadable for answer in self.answers)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A ticket in a list; a title kept encrypted is empty."""

    id: str
    number: int
    portal: str
    language: str
    inquiry_type: str
    status: str
    priority: str
    group: str | None
    assignee: str | None
    title: str
    customer_name: str
    created_at: datetime
    updated_at: datetime
    waiting: bool
    """Whether the last words are the customer's."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of a list with the counts beside it."""

    rows: tuple[QueueRow, ...]
    total: int
    page: int
    pages: int
    by_type: Mapping[str, int] = field(default_factory=dict)
    """Tickets of each inquiry type, children not included, under the other filters."""
    by_status: Mapping[str, int] = field(default_factory=dict)


def status_of(statuses: tuple[StatusFacts, ...], name: str) -> StatusFacts:
    """The status of a name; one that the desk no longer has is shown under its id."""
    for status in statuses:
        if status.id == name:
            return status
    return StatusFacts(id=name, name={"en": name}, progress="")


def default_priority(priorities: tuple[NamedFacts, ...]) -> str:
    """The priority a ticket starts with when its type says none."""
    chosen = next((priority for priority in priorities if priority.default), None)
    return chosen.id if chosen else "normal"
