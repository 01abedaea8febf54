"""A trigger as written: one entry of `triggers/NN-name.yaml`.

What it means is `schemas.triggers.engine`; which targets and operators exist is `schemas.triggers.targets`.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting

from schemas.conditions import Conditions, Item
from schemas.model import Model
from schemas.names import Slug
from schemas.triggers.actions import Action

Event: TypeAlias = Literal["created", "customer_replied", "agent_replied", "note_added", "changed", "time_passed"]
"""What a trigger may wait for: only what can happen, so that no rule waits in vain."""


class Case(Model):
    """Conditions added to the trigger's own, with actions of their own."""

    id: Slug
    all: tuple[Item, ...] = ()
    any: tuple[Item, ...] = ()
    then: Annotated[tuple[Action, ...], Setting(min_length=1)]


class Trigger(Model):
    """Fires on its events when its conditions hold; every match acts, the last write wins."""

    id: Slug
    title: str
    events: Annotated[tuple[Event, ...], Setting(min_length=1)]
    enabled: bool = True
    shadow: bool = False
    all: tuple[Item, ...] = ()
    any: tuple[Item, ...] = ()
    then: tuple[Action, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def conditions(self) -> Conditions:
        """The trigger's own conditions."""
        return Conditions(all=self.all, any=self.any)
