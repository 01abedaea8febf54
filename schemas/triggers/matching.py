"""How conditions join: `all`, `any`, one level of nesting. The first item that fails is the answer to "why not".

Triggers ask about a ticket, forms about the answers of a form; both join conditions here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from schemas.conditions import Condition, Conditions, Group, Item
from schemas.fields.base import Answer
from schemas.triggers.conditions import Verdict, holds, passes
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.facts import Facts, Ground
from schemas.triggers.reading import of_answer, shown
from schemas.triggers.targets import SYSTEM_FIELD_TYPES
from schemas.triggers.ticket import TicketState
from schemas.triggers.trace import Failed

Decide = Callable[[Condition], Verdict]


@dataclass(frozen=True, slots=True)
class _Miss:
    place: str
    condition: Condition
    verdict: Verdict

    def told(self) -> Failed:
        condition = self.condition
        return Failed(self.place, condition.target, condition.word, condition.operand, self.verdict.actual)


class Joined(Protocol):
    """Anything with conditions: a trigger, a case, `Conditions`."""

    @property
    def all(self) -> tuple[Item, ...]:
        """Every one must hold."""
        ...

    @property
    def any(self) -> tuple[Item, ...]:
        """One must hold, if there are any."""
        ...


def why_not(conditions: Joined, ticket: TicketState, facts: Facts) -> Failed | None:
    """The first condition that keeps a rule from firing, in the order written; `None` when it fires."""
    miss = _miss(conditions.all, conditions.any, lambda condition: holds(condition, ticket, facts), "")
    return None if miss is None else miss.told()


def hold_on_answers(conditions: Conditions, answers: Mapping[str, Answer], ground: Ground) -> bool:
    """Whether a form's condition holds on what is answered so far; targets are codes of fields."""

    def decide(condition: Condition) -> Verdict:
        kind = SYSTEM_FIELD_TYPES.get(condition.target) or ground.fields.get(condition.target, "text")
        value = of_answer(answers.get(condition.target), kind)
        return Verdict(passes(condition, Subject(kind, value, None, ground, target=condition.target)), shown(value))

    return _miss(conditions.all, conditions.any, decide, "") is None


def _miss(every: tuple[Item, ...], some: tuple[Item, ...], decide: Decide, place: str) -> _Miss | None:
    for index, item in enumerate(every):
        miss = _item(item, decide, f"{place}all.{index}")
        if miss is not None:
            return miss
    first: _Miss | None = None
    for item in some:
        miss = _item(item, decide, f"{place}any")
        if miss is None:
            return None
        first = first or _Miss(f"{place}any", miss.condition, miss.verdict)
    return first


def _item(item: Item, decide: Decide, place: str) -> _Miss | None:
    if isinstance(item, Group):
        return _miss(item.all, item.any, decide, place + ".")
    verdict = decide(item)
    return None if verdict.held else _Miss(place, item, verdict)
