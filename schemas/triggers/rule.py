"""A trigger as written: one entry of `triggers/NN-name.yaml`.

What it means is `schemas.triggers.engine`; which targets and operators exist is `schemas.triggers.targets`.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting

from schemas.conditions import Conditions, Item
from schemas.hours import weekdays
from schemas.model import Model
from schemas.names import DaySpan, Slug, TimeOfDay
from schemas.triggers.actions import Action

Event: TypeAlias = Literal[
    "created",
    "customer_replied",
    "agent_replied",
    "note_added",
    "changed",
    "booked",
    "booking_changed",
    "rated",
    "time_passed",
]
"""What a trigger may wait for."""


class Schedule(Model):
    """When a rule of passing time is looked at: on these days, between these times of day (the end is not among them).

    Outside it nothing changes: the rule neither acts nor is armed again.
    """

    days: Annotated[tuple[DaySpan, ...], Setting(min_length=1)]
    """The days, as in `mon` or `mon-fri`."""
    start: Annotated[TimeOfDay, Setting(alias="from")] = "00:00"
    """From this time of day …"""
    to: TimeOfDay = "24:00"
    """… to this one."""

    @property
    def weekdays(self) -> frozenset[int]:
        """The days meant, Monday being 0."""
        return frozenset(day for word in self.days for day in weekdays(word))


class Case(Model):
    """Conditions added to the trigger's own, with actions of their own."""

    id: Slug
    """Tells the case apart from the others."""
    all: tuple[Item, ...] = ()
    """Conditions that must all hold."""
    any: tuple[Item, ...] = ()
    """Conditions of which one must hold."""
    then: Annotated[tuple[Action, ...], Setting(min_length=1)]
    """What to do, in this order."""


class Trigger(Model):
    """Fires on its events when its conditions hold; every match acts, the last write wins."""

    id: Slug
    """The trigger's id; histories and tests know it."""
    title: str
    """What it is for, in one line."""
    description: str | None = None
    """More of it, for those who read the rules (FC-09)."""
    events: Annotated[tuple[Event, ...], Setting(min_length=1)]
    """What it waits for."""
    schedule: Schedule | None = None
    """With `time_passed`: when it is looked at; left out, always."""
    enabled: bool = True
    """False: it does nothing."""
    shadow: bool = False
    """True: what it would do is recorded, and not done."""
    all: tuple[Item, ...] = ()
    """Conditions that must all hold."""
    any: tuple[Item, ...] = ()
    """Conditions of which one must hold."""
    then: tuple[Action, ...] = ()
    """What to do, in this order."""
    cases: tuple[Case, ...] = ()
    """Conditions added to its own, each with actions; every case that fits acts."""

    @property
    def conditions(self) -> Conditions:
        """The trigger's own conditions."""
        return Conditions(all=self.all, any=self.any)
