"""What a decision may know beside the ticket: `Ground` from the bundle, `Facts` from the event.

Both are handed in, so that a decision is a pure function. `schemas.triggers.ruleset` makes the ground of a desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from schemas.hours import Calendar
from schemas.triggers.targets import TargetType
from schemas.triggers.ticket import TicketState

ActorKind: TypeAlias = Literal["customer", "agent", "admin", "api"]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the bundle says of a desk, as far as rules need it: the same for every event of one release."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Members of each group, in the order of linear assignment."""
    agents: Mapping[str, str] = field(default_factory=dict)
    """The address of each agent."""
    automatic: frozenset[str] = frozenset()
    """Agents that linear and random assignment may choose (`assigned: [tickets]`)."""
    priorities: tuple[str, ...] = ()
    """Lowest first."""
    ancestors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Each inquiry type with itself and its parents."""
    processing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Each processing type with itself and its parents."""
    mobiles: Mapping[str, str] = field(default_factory=dict)
    """The number of each agent who has one."""
    properties: Mapping[str, TargetType] = field(default_factory=dict)
    """How the organisation's own properties of customers compare, by target (`customer.plan`)."""
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    """The working time of each service level."""
    completed: str | None = None
    """The status of a ticket that is done with: the last final one that its customer is shown."""
    fields: Mapping[str, TargetType] = field(default_factory=dict)
    """How the values of each field compare."""
    default_language: str = "en"
    """For texts written in one language only; a compiled rule's texts hold every language."""

    def lines(self, target: str) -> Mapping[str, tuple[str, ...]]:
        """Each node of the tree that a target's values are from, with itself and its parents."""
        return self.processing if target == "processing_type" else self.ancestors


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one event."""

    now: datetime
    """Aware, in the brand's time zone: dates in conditions are read in it."""
    ground: Ground
    before: TicketState | None = None
    """The ticket before the event; `None` when the event creates it, so that everything counts as changed."""
    new_text: str = ""
    """The words just written; on `created` the ticket's content."""
    actor: ActorKind = "customer"
    actor_id: str = ""
    """The agent's id where an agent acts."""
    cursors: Mapping[str, str] = field(default_factory=dict)
    """Who was last chosen in turn, by `Assigned.cursor`."""
    paused: frozenset[str] = frozenset()
    """Agents who switched automatic assignment off for now."""
    standing: frozenset[str] = frozenset()
    """`time_passed` only: the rules that held at the last look, from `Decision.standing`."""
    seed: str = ""
    """Stirred into random assignment, which is otherwise fixed by ticket and rule."""
