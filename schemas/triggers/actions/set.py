"""`do: set`: write attributes or fields of a ticket."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.fields.base import Answer
from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.triggers.effects import FieldSet, StatusSet
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Set(Model):
    """What is left out stays as it is; `fields` writes agents' and customers' fields."""

    do: Literal["set"]
    status: str | None = None
    priority: str | None = None
    inquiry_type: Annotated[Slug | None, Ref("inquiry_type")] = None
    fields: Annotated[Mapping[str, str | int | bool | tuple[str, ...]], Setting(default={})]


def plan(action: Set, ticket: TicketState, facts: Facts, rule: str) -> tuple[StatusSet | FieldSet, ...]:
    """One write per key given."""
    writes: list[StatusSet | FieldSet] = []
    if action.status is not None:
        writes.append(StatusSet(rule, action.status))
    for name, value in (("priority", action.priority), ("inquiry_type", action.inquiry_type)):
        if value is not None:
            writes.append(FieldSet(rule, name, value))
    writes += (FieldSet(rule, code, answer_of(value)) for code, value in sorted(action.fields.items()))
    return tuple(writes)


def answer_of(value: str | int | bool | tuple[str, ...]) -> Answer:
    """A value as answers are stored: numbers as decimal text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
