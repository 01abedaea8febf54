"""What tests of rules start from: a small desk, a ticket on it, and triggers written as an admin writes them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from compiler.parse import parse
from schemas.conditions import Condition, Conditions
from schemas.triggers.facts import Facts, Ground
from schemas.triggers.rule import Trigger
from schemas.triggers.ticket import Customer, TicketState

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Seoul"))

GROUND = Ground(
    groups={"billing": ("test01", "jin", "mina"), "kitchen": ("sol",), "empty": ()},
    agents={name: f"{name}@acme.example" for name in ("test01", "jin", "mina", "sol")},
    automatic=frozenset(("test01", "jin", "mina", "sol")),
    priorities=("low", "normal", "high", "urgent"),
    ancestors={"billing": ("billing",), "refund": ("refund", "billing"), "bug": ("bug",)},
    fields={
        "order_no": "text",
        "amount": "number",
        "device": "choice",
        "extras": "set",
        "agreed": "boolean",
        "picture": "files",
    },
)

TICKET = TicketState(
    id="t1",
    status="unassigned",
    priority="normal",
    inquiry_type="refund",
    channel="portal",
    portal="main",
    language="ko",
    title="Refund please",
    content="I want my money back.",
    created_at=NOW,
    customer=Customer("ada@example.com", "Ada Lovelace", "", "ko"),
)


def value(text: str) -> Any:
    document, findings = parse("test.yaml", text.encode())
    assert document is not None, findings
    return document.value


@pytest.fixture
def ticket():
    return lambda **changes: replace(TICKET, **changes)


@pytest.fixture
def facts():
    return lambda **changes: Facts(**{"now": NOW, "ground": GROUND, **changes})


@pytest.fixture
def condition():
    return lambda text: Condition.model_validate(value(text))


@pytest.fixture
def conditions():
    return lambda text: Conditions.model_validate(value(text))


@pytest.fixture
def triggers():
    """Triggers from YAML; title and events may be left out."""
    adapter = TypeAdapter(tuple[Trigger, ...])

    def build(text: str) -> tuple[Trigger, ...]:
        rows = tuple({"title": row["id"], "events": ("created",), **row} for row in value(text))
        return adapter.validate_python(rows)

    return build
