"""Where things stand in a trigger, in the keys an admin types: for findings, and for whoever walks over rules."""

from collections.abc import Iterator

from schemas.conditions import Condition, placed_in
from schemas.refs import Place
from schemas.triggers.actions import Action
from schemas.triggers.rule import Case, Trigger


def conditions_of(trigger: Trigger) -> Iterator[tuple[Place, Condition]]:
    """Every condition of a trigger and its cases, as in `("cases", 0, "all", 1)`."""
    yield from placed_in(trigger.all, trigger.any)
    for index, case in enumerate(trigger.cases):
        for place, condition in placed_in(case.all, case.any):
            yield ("cases", index, *place), condition


def actions_of(trigger: Trigger) -> Iterator[tuple[Place, Action, Case | None]]:
    """Every action with the case it belongs to, as in `("then", 0)` and `("cases", 0, "then", 1)`."""
    for index, action in enumerate(trigger.then):
        yield ("then", index), action, None
    for number, case in enumerate(trigger.cases):
        for index, action in enumerate(case.then):
            yield ("cases", number, "then", index), action, case
