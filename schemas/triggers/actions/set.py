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
from schemas.triggers.ticket import ATTRIBUTES, TicketState


class Set(Model):
    """What is left out stays as it is; `fields` writes agents' and customers' fields."""

    do: Literal["set"]
    """Writes settings of the ticket."""
    status: str | None = None
    """The new status."""
    priority: str | None = None
    """The new priority."""
    inquiry_type: Annotated[Slug | None, Ref("inquiry_type")] = None
    """The new inquiry type."""
    processing_type: Annotated[Slug | None, Ref("processing_type")] = None
    """The new processing type."""
    project: Annotated[Slug | None, Ref("project")] = None
    """The new project."""
    sla: Annotated[Slug | None, Ref("sla")] = None
    """The new service level."""
    inbox: Annotated[Slug | None, Ref("inbox")] = None
    """The new inbox."""
    fields: Annotated[Mapping[str, str | int | bool | tuple[str, ...]], Setting(default={})]
    """New answers, by field code."""

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """What is written beside the status and fields, by the target's name; `None` where nothing is."""
        return {name: getattr(self, name) for name in ATTRIBUTES}


def plan(action: Set, ticket: TicketState, facts: Facts, rule: str) -> tuple[StatusSet | FieldSet, ...]:
    """One write per key given."""
    writes: list[StatusSet | FieldSet] = []
    if action.status is not None:
        writes.append(StatusSet(rule, action.status))
    for name, value in action.attributes.items():
        if value is not None:
            writes.append(FieldSet(rule, name, value))
    writes += (FieldSet(rule, code, answer_of(value)) for code, value in sorted(action.fields.items()))
    return tuple(writes)


def answer_of(value: str | int | bool | tuple[str, ...]) -> Answer:
    """A value as answers are stored: numbers as decimal text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
