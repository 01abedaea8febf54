"""The built-in statuses, progress steps and priorities, and which hold for a brand.

Agents work with statuses, customers read progress; `tickets.yaml` may replace each list as a whole. The words of the
built-in ones are system codes (`status.pending`, `progress.received`, `priority.high`, `close_reason.spam`).
"""

from dataclasses import dataclass
from typing import Final

from schemas.inquiry import PRIORITIES, After, Tickets


@dataclass(frozen=True, slots=True)
class Status:
    """A status without its words; the first one is what a new ticket has."""

    id: str
    progress: str
    on_reply: str | None = None
    """Where a customer's reply puts the ticket; left out: it stays."""
    final: bool = False
    shown: bool = True
    after: After | None = None
    """Where a ticket goes by itself after a time without anything happening to it."""


STATUSES: Final = (
    Status("unassigned", "received"),
    Status("processing", "checking"),
    Status("pending", "more_info", on_reply="processing"),
    Status("escalated", "checking"),
    Status("escalation_answered", "checking"),
    Status("dooray_transferred", "checking"),
    Status("dooray_in_progress", "checking"),
    Status("dooray_answered", "checking"),
    Status("resolved", "answered", on_reply="processing", after=After(time="14d", status="completed")),
    Status("completed", "finished", final=True),
    Status("spam", "finished", final=True, shown=False),
)

PROGRESS: Final = ("received", "checking", "more_info", "answered", "finished")
DETOURS: Final = frozenset({"more_info"})
"""Steps most tickets never take: shown while a ticket is there, and not as one it has passed or must pass."""

DEFAULT_PRIORITY: Final = "normal"

CLOSE_REASONS: Final = ("spam", "abuse", "test", "duplicate", "via_chat", "via_call", "other")
"""Why an agent may resolve a ticket without a mail."""


def status_ids(tickets: Tickets | None) -> tuple[str, ...]:
    """The statuses of a brand, in order."""
    if tickets is None or tickets.statuses is None:
        return tuple(status.id for status in STATUSES)
    return tuple(status.id for status in tickets.statuses)


def progress_ids(tickets: Tickets | None) -> tuple[str, ...]:
    """The progress steps of a brand, in order."""
    if tickets is None or tickets.progress is None:
        return PROGRESS
    return tuple(step.id for step in tickets.progress)


def priority_ids(tickets: Tickets | None) -> tuple[str, ...]:
    """The priorities of a brand, lowest first."""
    if tickets is None or tickets.priorities is None:
        return PRIORITIES
    return tuple(priority.id for priority in tickets.priorities)
