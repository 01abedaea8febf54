"""The indexed engine against the plain interpreter, on rule sets and tickets nobody thought of."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from schemas.hours import Calendar, Hours
from schemas.triggers.engine import decide
from schemas.triggers.index import EventIndex
from schemas.triggers.interpreter import interpret
from schemas.triggers.rule import Trigger
from schemas.triggers.ruleset import Rules, ready
from schemas.triggers.ticket import Customer, TicketState

TRIALS = 5000 if os.environ.get("FRONTDESK_PROVE") else 300

STATUSES = st.sampled_from(["unassigned", "pending", "completed"])
PRIORITIES = st.sampled_from(["low", "normal", "high", "urgent"])
TYPES = st.sampled_from(["billing", "refund", "bug"])
GROUPS = st.sampled_from(["billing", "kitchen", "empty"])
AGENTS = st.sampled_from(["test01", "jin", "mina", "sol"])
TAGS = st.sampled_from(["vip", "safety", "old"])
WORDS = st.sampled_from(["refund", "Smoke", "연기", ""])
PROJECTS = st.sampled_from(["repair", "scanner"])
PROCESSING = st.sampled_from(["all", "done"])
PLANS = st.sampled_from(["partner", "basic"])
DEVICES = st.sampled_from(["oven", "phone"])
IDS = {
    "status": STATUSES,
    "priority": PRIORITIES,
    "inquiry_type": TYPES,
    "group": GROUPS,
    "agent": AGENTS,
    "device": DEVICES,
    "project": PROJECTS,
    "processing_type": PROCESSING,
    "customer.plan": PLANS,
}


def several(values):
    return st.lists(values, min_size=1, max_size=3).map(tuple)


def opposite(word):
    return st.sampled_from([word, "is_not" if word == "is" else f"not_{word}"])


@st.composite
def condition(draw):
    target = draw(st.sampled_from([*IDS, "tags", "title", "amount", "since_status", "actor", "rating", "now"]))
    counted = {}
    if target in IDS:
        values = IDS[target]
        choices = {"is": values, "in": several(values), "present": st.booleans(), "changed": st.booleans()}
        choices |= {"changed_to": values, "changed_from": values}
        if target in ("inquiry_type", "processing_type"):
            choices["under"] = values
        if target == "priority":
            choices |= {"at_least": values, "at_most": values, "between": st.tuples(values, values)}
    elif target == "tags":
        choices = {"has": TAGS, "has_any": several(TAGS), "has_all": several(TAGS), "added": several(TAGS)}
        choices |= {"removed": several(TAGS), "present": st.booleans()}
    elif target == "title":
        choices = {
            "contains": st.just("smoke"),
            "is": st.just("REFUND"),
            "matches": st.just("^re|연기"),
            "present": st.booleans(),
        }
    elif target == "amount":
        choices = {"at_least": st.integers(0, 5), "is": st.integers(0, 5), "present": st.booleans()}
    elif target == "since_status":
        choices = {"at_least": st.sampled_from(["1h", "2d"])}
        hours = draw(st.sampled_from([None, "nbd"]))
        counted = {} if hours is None else {"business_hours": hours}
    elif target == "rating":
        choices = {"at_most": st.integers(1, 5), "present": st.booleans(), "changed": st.booleans()}
    elif target == "now":
        choices = {"within": st.just("nbd"), "at_least": st.just("2026-03-02")}
    else:
        choices = {"is": st.sampled_from(["customer", "agent"])}
    word = draw(st.sampled_from(sorted(choices)))
    return {"if": target, draw(opposite(word)): draw(choices[word]), **counted}


def group():
    return st.fixed_dictionaries(
        {}, optional={"all": st.lists(condition(), max_size=2).map(tuple), "any": several(condition())}
    ).filter(bool)


@st.composite
def filed(draw):
    """A condition the index files a rule under; most rules have one, so that they touch each other."""
    target = draw(st.sampled_from(["status", "priority", "inquiry_type", "tags"]))
    return {"if": target, ("has" if target == "tags" else "is"): draw(IDS.get(target, TAGS))}


def items():
    none = st.just(())
    return none | filed().map(lambda one: (one,)) | st.lists(filed() | condition() | group(), max_size=2).map(tuple)


EARLY = {"days": ("mon",), "to": "08:30"}
PEOPLE = st.sampled_from(["assignee", "group", "agent:jin", "a@b.example"])
PLAIN = (
    {"do": "unassign"},
    {"do": "reply", "message": "m"},
    {"do": "webhook", "url": "https://hooks.example/t"},
    {"do": "dooray", "hook": "room", "text": "hello"},
)


def action():
    assign = st.fixed_dictionaries(
        {"do": st.just("assign"), "group": GROUPS},
        optional={"method": st.sampled_from(["linear", "random"]), "agents": several(AGENTS)},
    )
    named = st.fixed_dictionaries({"do": st.just("assign"), "group": GROUPS, "agent": AGENTS})
    write = st.fixed_dictionaries(
        {"do": st.just("set")},
        optional={
            "status": STATUSES,
            "priority": PRIORITIES,
            "inquiry_type": TYPES,
            "processing_type": PROCESSING,
            "project": PROJECTS,
            "fields": st.fixed_dictionaries(
                {}, optional={"device": DEVICES, "amount": st.integers(0, 5), "order_no": st.just("")}
            ),
        },
    )
    tag = st.fixed_dictionaries({"do": st.just("tag")}, optional={"add": several(TAGS), "remove": several(TAGS)})
    mail = st.fixed_dictionaries(
        {"do": st.just("mail"), "to": several(st.sampled_from(["customer", "assignee", "group", "a@b.example"]))},
        optional={"message": st.just("m")},
    )
    note = st.just({"do": "note", "text": "hello"})
    sms = st.fixed_dictionaries({"do": st.just("sms"), "to": several(PEOPLE), "text": st.just("hello")})
    forward = st.fixed_dictionaries(
        {"do": st.just("forward"), "to": several(PEOPLE)}, optional={"complete": st.booleans()}
    )
    return assign | named | write | tag | mail | note | sms | forward | st.sampled_from(PLAIN)


def rules():
    case = st.fixed_dictionaries({"all": items(), "any": items(), "then": several(action())})
    rule = st.fixed_dictionaries(
        {
            "events": st.just(("created", "time_passed")) | st.just(("changed",)),
            "all": items(),
            "any": st.just(()) | items(),
            "then": st.lists(action(), max_size=3).map(tuple),
            "cases": st.just(()) | st.lists(case, max_size=2).map(tuple),
        },
        optional={
            "enabled": st.booleans(),
            "shadow": st.booleans(),
            "schedule": st.sampled_from(
                [{"days": ("mon",)}, {"days": ("tue-sun",)}, {"days": ("mon",), "to": "08:30"}]
            ),
        },
    )
    return st.lists(rule, min_size=2, max_size=10).map(named)


def named(rows):
    whole = []
    for number, row in enumerate(rows):
        cases = tuple({"id": f"c{index}", **case} for index, case in enumerate(row["cases"]))
        whole.append({"id": f"r{number}", "title": "t", **row, "cases": cases})
    return TypeAdapter(tuple[Trigger, ...]).validate_python(tuple(whole))


@st.composite
def tickets(draw, now):
    return TicketState(
        id=draw(st.sampled_from(["t1", "t2", "t3"])),
        status=draw(STATUSES),
        priority=draw(PRIORITIES),
        inquiry_type=draw(TYPES | st.none()),
        channel="portal",
        portal="main",
        language="ko",
        title=draw(WORDS),
        content="",
        created_at=now - timedelta(days=9),
        customer=Customer(
            draw(st.sampled_from(["", "a@b.example"])),
            properties=draw(st.fixed_dictionaries({}, optional={"plan": PLANS})),
        ),
        project=draw(PROJECTS | st.none()),
        processing_type=draw(PROCESSING | st.none()),
        rating=draw(st.integers(1, 5) | st.none()),
        group=draw(GROUPS | st.none()),
        agent=draw(AGENTS | st.none()),
        tags=tuple(draw(st.lists(TAGS, unique=True))),
        fields=draw(st.fixed_dictionaries({}, optional={"device": DEVICES, "amount": st.sampled_from(["", "3"])})),
        status_at=now - timedelta(hours=draw(st.integers(0, 72))),
    )


@pytest.fixture
def scene(facts):
    now = facts().now
    hours = Hours.model_validate({"days": ("mon-fri",), "from": "08:00", "to": "17:00"})
    ground = replace(
        facts().ground,
        processing={"all": ("all",), "done": ("done", "all")},
        properties={"customer.plan": "choice"},
        calendars={"nbd": Calendar.of((hours,))},
        mobiles={"jin": "+8210"},
        completed="completed",
    )
    return st.tuples(
        rules(),
        st.sampled_from(["created", "changed", "time_passed"]),
        tickets(now),
        st.builds(
            lambda before, cursors, paused, standing, actor: facts(
                before=before, cursors=cursors, paused=paused, standing=standing, actor=actor, ground=ground
            ),
            st.none() | tickets(now),
            st.dictionaries(st.sampled_from(["billing", "kitchen"]), AGENTS),
            st.frozensets(AGENTS),
            st.frozensets(st.sampled_from(["r0", "r1", "r1/c0"])),
            st.sampled_from(["customer", "agent"]),
        ),
    )


def test_the_engine_decides_as_the_interpreter_does(scene):
    @settings(max_examples=TRIALS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(scene)
    def property_(drawn):
        triggers, event, ticket, facts = drawn
        prepared = ready(triggers, facts.ground)
        effects, after, fired = interpret(triggers, event, ticket, facts)
        full = decide(prepared, event, ticket, facts)
        short = decide(prepared, event, ticket, facts, told_in_full=False)
        assert (full.effects, full.ticket, full.trace.fired) == (effects, after, fired)
        assert (short.effects, short.ticket, short.trace.fired) == (effects, after, fired)
        assert (short.cursor_moves, short.standing) == (full.cursor_moves, full.standing)
        assert decide(prepared, event, ticket, facts) == full
        _check_trace(triggers, event, ticket, facts, full)
        assert all(line in full.trace.lines for line in short.trace.lines)

    property_()


def _check_trace(triggers, event, ticket, facts, decision):
    """Every listening rule has its line, in order, and what the index told is what trying each rule tells."""
    lines = [line.rule for line in decision.trace.lines if "/" not in line.rule]
    assert lines == [trigger.id for trigger in triggers if event in trigger.events]
    positions = tuple(number for number, trigger in enumerate(triggers) if event in trigger.events)
    unindexed = Rules(triggers, facts.ground, {event: EventIndex(positions, always=positions)})
    assert decide(unindexed, event, ticket, facts) == decision
    assert all((line.failed is not None) is (line.outcome == "not_matched") for line in decision.trace.lines)
