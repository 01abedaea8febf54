"""Why a decision came out as it did: every trigger tried, in order, fit to be stored with the ticket.

The engine writes it (`schemas.triggers.engine`); pages and rule tests read it. Values in it are plain data.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter

from schemas.conditions import Operand

Actual: TypeAlias = str | bool | tuple[str, ...] | None
"""A value as a trace shows it: text cut short, moments as ISO 8601, durations as `3d 4h`; `None` is blank."""

Outcome: TypeAlias = Literal["fired", "not_matched", "disabled", "standing", "not_now"]
"""`standing`: a `time_passed` rule that held at the last look, too, and is not armed again yet. `not_now`: outside its
schedule."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The first condition that did not hold, in the order written."""

    place: str
    """Where it stands in the trigger: `all.0`, `any` (none of them held), `all.1.any`."""
    target: str
    word: str
    expected: Operand
    actual: Actual


@dataclass(frozen=True, slots=True)
class Written:
    """One attribute a rule wrote: `assignment`, `status`, `priority` and its like, `field.<code>` or `tag.<tag>`."""

    attribute: str
    value: Actual
    before: Actual
    overwritten_by: str | None = None
    """The later rule whose value counts; `None` when this one does."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Something a rule sent or wrote down: to whom, and what was left out and why."""

    kind: Literal["mail", "reply", "note", "sms", "forward", "webhook", "dooray"]
    to: tuple[str, ...] = ()
    """`customer`, `agent:<id>` or an address; for a note who may read it, for a call its address, else a room."""
    message: str | None = None
    suppressed: str = ""
    """Why nothing is sent at all; empty when it is."""
    left_out: tuple[str, ...] = ()
    """Recipients without an address, each with the reason."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rule tried: a trigger, or `trigger/case`."""

    rule: str
    title: str
    outcome: Outcome
    shadow: bool = False
    """Logged, not acted on."""
    failed: Failed | None = None
    writes: tuple[Written, ...] = ()
    sent: tuple[Sent, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """All rules of one event. `told_in_full` is false where rules that could not match were left out."""

    event: str
    lines: tuple[Line, ...] = field(default=())
    told_in_full: bool = True

    @property
    def fired(self) -> tuple[str, ...]:
        """The rules that acted, shadows left out."""
        return tuple(line.rule for line in self.lines if line.outcome == "fired" and not line.shadow)


@cache
def _adapter() -> TypeAdapter[Trace]:
    return TypeAdapter(Trace)


def as_data(trace: Trace) -> Any:
    """The trace as plain JSON data."""
    return _adapter().dump_python(trace, mode="json", exclude_defaults=True)


def from_data(data: Any) -> Trace:
    """The trace that `as_data` wrote."""
    return _adapter().validate_python(data)
