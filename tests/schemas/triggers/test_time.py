"""Time in rules: working hours of a service level, moments inside them, schedules of rules that wait for time."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from schemas.hours import Calendar, Hours
from schemas.triggers.conditions import holds
from schemas.triggers.engine import decide
from schemas.triggers.interpreter import interpret
from schemas.triggers.ruleset import ready
from schemas.triggers.ticket import Customer
from tests.schemas.triggers.conftest import NOW

NBD = Calendar.of((Hours.model_validate({"days": ("mon-fri",), "from": "08:00", "to": "17:00"}),))


@pytest.fixture
def known(facts):
    """Facts at a moment of Seoul, with one service level."""

    def go(now, **changes):
        moment = datetime.fromisoformat(now).replace(tzinfo=NOW.tzinfo)
        base = facts(now=moment, **changes)
        return replace(base, ground=replace(base.ground, calendars={"nbd": NBD}))

    return go


@pytest.mark.parametrize(
    ("now", "text", "held"),
    [
        ("2026-03-02T10:00", "{if: since_created, at_least: 2h, business_hours: nbd}", True),
        ("2026-03-02T09:59", "{if: since_created, at_least: 2h, business_hours: nbd}", False),
        ("2026-03-09T08:00", "{if: since_created, at_least: 5d, business_hours: nbd}", True),
        ("2026-03-06T16:59", "{if: since_created, at_least: 5d, business_hours: nbd}", False),
        ("2026-03-02T17:30", "{if: now, within: nbd}", False),
        ("2026-03-02T16:30", "{if: now, within: nbd}", True),
        ("2026-03-07T10:00", "{if: now, not_within: nbd}", True),
        ("2026-03-07T10:00", "{if: created_at, within: nbd}", True),
        ("2026-03-07T10:00", "{if: now, within: gone}", False),
    ],
)
def test_working_hours_count_by_the_brands_clock(now, text, held, known, ticket, condition):
    """NHN-050: times of a ticket are counted in the hours of a service level."""
    opened = ticket(created_at=datetime(2026, 3, 2, 8, 0, tzinfo=NOW.tzinfo))
    assert holds(condition(text), opened, known(now)).held is held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("{if: resolve_due, at_most: now}", True),
        ("{if: resolve_due, present: true}", True),
        ("{if: first_response_due, present: true}", False),
        ("{if: first_response_due, at_most: now}", False),
        ("{if: rating, at_most: 2}", True),
        ("{if: rating, present: false}", False),
        ("{if: customer.company, contains: acme}", True),
        ("{if: customer.country, in: [SE, 'NO']}", True),
        ("{if: customer.member, is: true}", False),
        ("{if: customer.plan, is: partner}", True),
        ("{if: customer.tags, has: vip}", True),
        ("{if: customer.unknown, is: x}", False),
    ],
)
def test_what_is_known_of_ticket_and_customer_can_be_asked(text, held, facts, ticket, condition):
    properties = {"plan": "partner", "tags": ("vip",)}
    someone = Customer(company="Acme Inc.", country="SE", properties=properties)
    state = ticket(resolve_due=NOW - timedelta(hours=1), rating=2, customer=someone)
    ground = replace(facts().ground, properties={"customer.plan": "choice", "customer.tags": "set"})
    verdict = holds(condition(text), state, facts(ground=ground))
    assert verdict.held is held
    assert not isinstance(verdict.actual, Decimal)


WEEKLY = """
- id: weekly
  events: [time_passed, created]
  schedule: {days: [thu], from: "12:00", to: "13:00"}
  all: [{if: status, is: unassigned}]
  then: [{do: set, priority: low}]
"""


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        ("2026-03-05T12:00", "fired"),
        ("2026-03-05T12:59", "fired"),
        ("2026-03-05T13:00", "not_now"),
        ("2026-03-05T11:59", "not_now"),
        ("2026-03-06T12:30", "not_now"),
    ],
)
def test_a_schedule_says_when_passing_time_is_looked_at(now, outcome, triggers, known, ticket):
    rules, facts = triggers(WEEKLY), known(now)
    decision = decide(ready(rules, facts.ground), "time_passed", ticket(), facts)
    assert [line.outcome for line in decision.trace.lines] == [outcome]
    assert interpret(rules, "time_passed", ticket(), facts)[2] == decision.trace.fired


def test_a_schedule_means_nothing_to_other_events(triggers, known, ticket):
    facts = known("2026-03-02T09:00")
    assert decide(ready(triggers(WEEKLY), facts.ground), "created", ticket(), facts).trace.fired == ("weekly",)


def test_outside_its_schedule_a_rule_is_not_armed_again(triggers, known, ticket):
    facts = known("2026-03-06T09:00", standing=frozenset(("weekly",)))
    quiet = decide(ready(triggers(WEEKLY), facts.ground), "time_passed", ticket(), facts)
    assert quiet.standing == {"weekly"}
    noon = known("2026-03-12T12:00", standing=quiet.standing)
    again = decide(ready(triggers(WEEKLY), noon.ground), "time_passed", ticket(), noon)
    assert [line.outcome for line in again.trace.lines] == ["standing"]
