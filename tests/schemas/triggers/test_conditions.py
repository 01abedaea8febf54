"""One condition at a time: every operator on every type it has, opposites, blanks."""

from datetime import timedelta

import pytest

from schemas.conditions import OPERATORS
from schemas.triggers.conditions import OPERATORS as DECIDED
from schemas.triggers.conditions import holds
from schemas.triggers.targets import OPERAND_SHAPES, OPERATORS_OF
from schemas.triggers.ticket import Customer


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("{if: status, is: unassigned}", True),
        ("{if: status, is_not: unassigned}", False),
        ("{if: status, in: [pending, unassigned]}", True),
        ("{if: status, not_in: [pending]}", True),
        ("{if: inquiry_type, is: billing}", False),
        ("{if: inquiry_type, under: billing}", True),
        ("{if: inquiry_type, under: refund}", True),
        ("{if: inquiry_type, not_under: bug}", True),
        ("{if: priority, at_least: normal}", True),
        ("{if: priority, at_least: high}", False),
        ("{if: priority, at_most: normal}", True),
        ("{if: priority, between: [low, high]}", True),
        ("{if: priority, not_between: [high, urgent]}", True),
        ("{if: priority, at_least: gone}", False),
        ("{if: title, is: REFUND PLEASE}", True),
        ("{if: title, contains: fUnD}", True),
        ("{if: title, starts_with: refund}", True),
        ("{if: title, ends_with: Please}", True),
        ("{if: title, not_contains: order}", True),
        ("{if: title, matches: 'refund\\s+p'}", True),
        ("{if: title, matches: '(?-i)refund'}", False),
        ("{if: title, in: [x, refund please]}", True),
        ("{if: content, matches: '^money'}", False),
        ("{if: customer.email, ends_with: '@example.com'}", True),
        ("{if: customer.phone, present: false}", True),
        ("{if: customer.language, is: ko}", True),
        ("{if: tags, has: vip}", True),
        ("{if: tags, has: safety}", False),
        ("{if: tags, has_any: [safety, vip]}", True),
        ("{if: tags, has_all: [safety, vip]}", False),
        ("{if: tags, not_has_all: [safety, vip]}", True),
        ("{if: amount, is: 12.5}", True),
        ("{if: amount, is: '12.50'}", True),
        ("{if: amount, at_least: 12}", True),
        ("{if: amount, between: [13, 20]}", False),
        ("{if: amount, in: [1, 12.5]}", True),
        ("{if: device, is: oven}", True),
        ("{if: extras, has: rack}", True),
        ("{if: agreed, is: true}", True),
        ("{if: agreed, is: false}", False),
        ("{if: picture, present: true}", True),
        ("{if: attachments, present: true}", False),
        ("{if: actor, in: [agent, admin]}", True),
        ("{if: actor.id, is: jin}", True),
        ("{if: new_text, matches: '(?i)^/bug\\b'}", True),
        ("{if: created_at, at_least: '2026-03-02'}", True),
        ("{if: created_at, at_least: '2026-03-02T09:01'}", False),
        ("{if: created_at, at_most: now}", True),
        ("{if: now, between: ['2026-03-01', '2026-04-01']}", True),
        ("{if: since_created, at_least: 14d}", False),
        ("{if: since_activity, at_most: 1d}", True),
        ("{if: since_status, between: [2d, 4d]}", True),
        ("{if: since_agent_reply, present: true}", False),
    ],
)
def test_a_condition_holds_or_not(written, held, condition, ticket, facts):
    state = ticket(
        tags=("vip",),
        fields={
            "amount": "12.5",
            "device": "oven",
            "extras": ("rack", "glove"),
            "agreed": True,
            "picture": ("f1",),
        },
        status_at=facts().now - timedelta(days=3),
    )
    known = facts(actor="agent", actor_id="jin", new_text="/BUG it burns")
    assert holds(condition(written), state, known).held is held


@pytest.mark.parametrize(
    "written",
    [
        "{if: group, is: billing}",
        "{if: group, in: [billing]}",
        "{if: inquiry_type, under: billing}",
        "{if: order_no, contains: a}",
        "{if: order_no, starts_with: a}",
        "{if: order_no, ends_with: a}",
        "{if: order_no, matches: '.*'}",
        "{if: amount, is: 0}",
        "{if: amount, at_least: 0}",
        "{if: amount, at_most: 0}",
        "{if: amount, between: [0, 9]}",
        "{if: tags, has: a}",
        "{if: tags, has_any: [a]}",
        "{if: tags, has_all: [a]}",
        "{if: since_agent_reply, at_most: 9d}",
        "{if: group, present: true}",
        "{if: group, changed_to: billing}",
    ],
)
def test_a_blank_value_passes_only_opposites(written, condition, ticket, facts):
    state = ticket(inquiry_type=None, fields={"order_no": "  ", "amount": ""})
    positive = condition(written)
    opposite = condition(
        written.replace(f"{positive.word}:", "is_not:" if positive.word == "is" else f"not_{positive.word}:")
    )
    assert opposite.negated
    assert not holds(positive, state, facts()).held
    assert holds(opposite, state, facts()).held


def test_a_box_that_is_not_ticked_is_false(condition, ticket, facts):
    for fields in ({}, {"agreed": False}):
        assert holds(condition("{if: agreed, is: false}"), ticket(fields=fields), facts()).held


def test_text_ignores_case_and_composition_in_every_script(condition, ticket, facts):
    state = ticket(title="STRASSE 환불")  # decomposed Hangul
    assert holds(condition("{if: title, contains: straße}"), state, facts()).held
    assert holds(condition("{if: title, contains: 환불}"), state, facts()).held
    assert holds(condition("{if: title, matches: '환불$'}"), state, facts()).held


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("{if: priority, changed: true}", True),
        ("{if: status, changed: false}", True),
        ("{if: priority, changed_to: high}", True),
        ("{if: priority, changed_from: normal}", True),
        ("{if: priority, changed_from: low}", False),
        ("{if: status, changed_to: unassigned}", False),
        ("{if: tags, added: [vip, other]}", True),
        ("{if: tags, removed: [vip]}", False),
        ("{if: tags, removed: [old]}", True),
        ("{if: tags, not_added: [old]}", True),
        ("{if: agent, changed_from: jin}", True),
    ],
)
def test_changed_and_added_compare_with_the_ticket_before_the_event(written, held, condition, ticket, facts):
    before = ticket(tags=("old", "kept"), agent="jin")
    after = ticket(tags=("kept", "vip"), priority="high")
    assert holds(condition(written), after, facts(before=before)).held is held


def test_before_a_ticket_was_created_everything_was_blank(condition, ticket, facts):
    assert holds(condition("{if: status, changed_to: unassigned}"), ticket(), facts()).held
    assert holds(condition("{if: group, changed: false}"), ticket(), facts()).held


def test_a_verdict_shows_what_it_looked_at(condition, ticket, facts):
    state = ticket(content="x" * 500, created_at=facts().now - timedelta(days=3, hours=4, minutes=5))
    assert holds(condition("{if: since_created, at_least: 9d}"), state, facts()).actual == "3d 4h"
    assert holds(condition("{if: created_at, at_most: now}"), state, facts()).actual == "2026-02-27T04:55+09:00"
    shown = holds(condition("{if: content, contains: y}"), state, facts()).actual
    assert len(shown) == 120
    assert shown.endswith("…")


def test_the_language_of_a_customer_is_the_tickets_when_nothing_else_is_known(condition, ticket, facts):
    state = ticket(customer=Customer("a@example.com"), language="en")
    assert holds(condition("{if: customer.language, is: en}"), state, facts()).held


def test_an_answer_that_no_longer_fits_its_field_is_blank(condition, ticket, facts):
    state = ticket(fields={"amount": "many", "extras": "one", "agreed": "yes"})
    assert holds(condition("{if: amount, not_at_least: 0}"), state, facts()).held
    assert holds(condition("{if: extras, has: one}"), state, facts()).held
    assert holds(condition("{if: agreed, is: false}"), state, facts()).held


def test_every_operator_has_a_family_a_shape_and_a_type():
    assert set(OPERATORS) == set(DECIDED) == set(OPERAND_SHAPES)
    assert set(OPERATORS) == {name for names in OPERATORS_OF.values() for name in names}
