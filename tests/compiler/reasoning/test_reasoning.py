"""Proofs about rules: nothing said to be impossible ever happens, and every example does what it is shown for."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from compiler.compile import resolve
from compiler.reasoning.domains import World
from compiler.reasoning.formula import TooManyError, denied, spelt
from compiler.reasoning.pairs import always_follows, meeting
from compiler.reasoning.parts import parts_of, world_of
from compiler.reasoning.worlds import Impossible, Witness, find
from schemas.conditions import Conditions
from schemas.triggers.facts import Facts
from schemas.triggers.matching import why_not
from schemas.triggers.ticket import Customer, TicketState
from tests.kitchen import base, tree_of

TRIALS = 5000 if os.environ.get("FRONTDESK_PROVE") else 400

FIELDS = {
    "brands/kitchen/fields/amount.yaml": b"{type: number, label: Amount}\n",
    "brands/kitchen/fields/device.yaml": b"type: radio\nlabel: D\n"
    b"options: [{id: oven, label: Oven}, {id: phone, label: Phone}]\n",
    "brands/kitchen/fields/agreed.yaml": b"{type: agree, label: A, text: A, sentence: A}\n",
    "brands/kitchen/inquiry_types.yaml": b"- id: billing\n  name: B\n  form: question\n"
    b"  children: [{id: refund, name: R}, {id: receipt, name: C}]\n- {id: bug, name: G, form: question}\n",
}


def linked_with(files):
    tree, _ = tree_of({**base(), **FIELDS, **files})
    linked, _ = resolve(tree)
    return linked


@pytest.fixture(scope="module")
def world() -> World:
    linked = linked_with({})
    return world_of(linked, linked.brands["kitchen"])


IDS = {
    "status": ["unassigned", "pending", "completed"],
    "priority": ["low", "normal", "high", "urgent"],
    "inquiry_type": ["billing", "refund", "receipt", "bug"],
    "device": ["oven", "phone"],
}
TAGS = ["vip", "old"]
WORDS = ["refund", "a refund now", "now", "Refund"]


def several(values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


TARGETS = [*IDS, "tags", "title", "amount", "agreed", "since_created", "since_agent_reply"]


@st.composite
def condition(draw, targets):
    target = draw(st.sampled_from(targets))
    flags = {"present": st.booleans(), "changed": st.booleans()}
    if target in IDS:
        one = st.sampled_from(IDS[target])
        choices = {"is": one, "in": several(IDS[target]), "changed_to": one, "changed_from": one, **flags}
        if target == "inquiry_type":
            choices["under"] = one
        if target == "priority":
            choices |= {"at_least": one, "at_most": one}
    elif target == "tags":
        choices = {"has": st.sampled_from(TAGS), "has_all": several(TAGS), "added": several(TAGS)} | flags
    elif target == "title":
        one = st.sampled_from(WORDS)
        choices = {"is": one, "contains": one, "starts_with": one, "ends_with": one, "matches": one} | flags
    elif target == "amount":
        choices = {"at_least": st.integers(0, 3), "at_most": st.integers(0, 3), "is": st.integers(0, 3)} | flags
    elif target == "agreed":
        choices = {"is": st.booleans()} | flags
    else:
        lengths = st.sampled_from(["1h", "2d"])
        choices = {"at_least": lengths, "at_most": lengths, "present": st.booleans()}
    word = draw(st.sampled_from(sorted(choices)))
    opposite = "is_not" if word == "is" else f"not_{word}"
    return {"if": target, draw(st.sampled_from([word, opposite])): draw(choices[word])}


@st.composite
def wholes(draw):
    """Conditions on one or two targets, so that they get into each other's way."""
    one = condition(draw(st.lists(st.sampled_from(TARGETS), min_size=1, max_size=2)))
    group = st.fixed_dictionaries({"any": st.lists(one, min_size=1, max_size=2).map(tuple)})
    items = st.lists(one | one | group, max_size=3).map(tuple)
    return TypeAdapter(Conditions).validate_python({"all": draw(items), "any": draw(st.just(()) | items)})


@st.composite
def tickets(draw, world):
    now = world.now
    return TicketState(
        id="t",
        status=draw(st.sampled_from(IDS["status"])),
        priority=draw(st.sampled_from(IDS["priority"])),
        inquiry_type=draw(st.sampled_from([*IDS["inquiry_type"], None])),
        channel="portal",
        portal="main",
        language="en",
        title=draw(st.sampled_from([*WORDS, "", "something else"])),
        content="",
        created_at=now - draw(st.sampled_from([timedelta(), timedelta(hours=5), timedelta(days=9)])),
        customer=Customer("a@b.example"),
        tags=tuple(draw(st.lists(st.sampled_from([*TAGS, "other"]), unique=True))),
        fields=draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "device": st.sampled_from(IDS["device"]),
                    "amount": st.sampled_from(["0", "2", "7"]),
                    "agreed": st.booleans(),
                },
            )
        ),
        agent_reply_at=draw(st.sampled_from([None, now - timedelta(hours=1), now - timedelta(days=3)])),
    )


def test_what_is_proved_impossible_happens_to_no_ticket(world):
    """The proof of a finding holds for every ticket that hypothesis can think of."""

    @settings(max_examples=TRIALS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(wholes(), tickets(world), tickets(world), st.sampled_from(["created", "changed", "customer_replied"]))
    def property_(conditions, ticket, before, event):
        try:
            holds, fails = spelt(conditions.all, conditions.any), denied(conditions.all, conditions.any)
        except TooManyError:
            assume(False)
        if event == "created":
            ticket = replace(ticket, created_at=world.now, agent_reply_at=None)
        facts = Facts(world.now, world.ground, before=None if event == "created" else before)
        did = why_not(conditions, ticket, facts) is None
        assert not (did and isinstance(find(holds, event, world), Impossible))
        assert did or not isinstance(find(fails, event, world), Impossible)

    property_()


def test_an_example_meets_the_conditions_it_is_shown_for(world):
    """A witness is a ticket: put together, it fires what it is a witness of."""

    @settings(max_examples=TRIALS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(wholes())
    def property_(conditions):
        try:
            answer = find(spelt(conditions.all, conditions.any), "changed", world)
        except TooManyError:
            assume(False)
        assume(isinstance(answer, Witness) and not answer.vague)
        now, before = ({name: pair[index] for name, pair in answer.values.items()} for index in (0, 1))
        facts = Facts(world.now, world.ground, before=made(before, world))
        assert why_not(conditions, made(now, world), facts) is None

    property_()


def made(values, world) -> TicketState:
    """The ticket a witness describes."""
    fields = {
        code: str(value) if code == "amount" else value
        for code, value in values.items()
        if code in ("device", "amount", "agreed") and value is not None
    }
    replied = values.get("since_agent_reply")
    return TicketState(
        id="t",
        status=values.get("status", "unassigned"),
        priority=values.get("priority", "normal"),
        inquiry_type=values.get("inquiry_type"),
        channel="portal",
        portal="main",
        language="en",
        title=values.get("title") or "",
        content="",
        created_at=world.now - values.get("since_created", timedelta()),
        tags=values.get("tags") or (),
        fields=fields,
        agent_reply_at=None if replied is None else world.now - replied,
    )


RULES = b"""\
- {id: t, title: T, events: [created], all: [{if: title, contains: refund}], then: [{do: set, priority: urgent}]}
- {id: u, title: U, events: [created], all: [{if: priority, at_least: high}], then: [{do: set, priority: low}]}
- {id: v, title: V, events: [created], all: [{if: priority, is: normal}], then: [{do: set, status: pending}]}
- {id: w, title: W, events: [created], then: [{do: assign, group: support}]}
- {id: x, title: X, events: [created], all: [{if: group, present: false}], then: [{do: unassign}]}
"""


@pytest.fixture(scope="module")
def rules():
    linked = linked_with({"brands/kitchen/triggers/10-rules.yaml": RULES})
    brand = linked.brands["kitchen"]
    return {part.name: part for part in parts_of(brand)}, world_of(linked, brand)


def test_the_second_of_a_pair_is_looked_at_as_the_first_leaves_the_ticket(rules):
    parts, world = rules
    assert always_follows(parts["t"], parts["u"], "created", world)
    assert isinstance(meeting(parts["t"], parts["v"], "created", world), Impossible)
    assert isinstance(meeting(parts["w"], parts["x"], "created", world), Impossible)
    assert isinstance(meeting(parts["x"], parts["w"], "created", world), Witness)


def test_a_ticket_is_told_in_words(rules):
    parts, world = rules
    answer = meeting(parts["v"], parts["x"], "created", world)
    assert answer.told() == "a ticket with the priority normal and no group"
    assert find(((),), "created", world).told() == "any ticket"
