"""How conditions join: required and optional ones, one level of nesting, and the first that fails."""

from itertools import product

import pytest

from schemas.conditions import Conditions
from schemas.triggers.matching import hold_on_answers, why_not

YES, NO = {"if": "status", "is": "unassigned"}, {"if": "status", "is": "completed"}


@pytest.mark.parametrize("required", [(), (True,), (False,), (True, True), (True, False)])
@pytest.mark.parametrize("optional", [(), (True,), (False,), (False, True), (False, False)])
def test_truth_table_of_all_and_any(required, optional, ticket, facts):
    written = {
        "all": tuple(YES if one else NO for one in required),
        "any": tuple(YES if one else NO for one in optional),
    }
    fires = why_not(Conditions.model_validate(written), ticket(), facts()) is None
    assert fires is (all(required) and (not optional or any(optional)))


@pytest.mark.parametrize(("first", "second", "third"), list(product((True, False), repeat=3)))
def test_truth_table_of_nested_groups(first, second, third, ticket, facts):
    a, b, c = ((YES if one else NO) for one in (first, second, third))
    either = Conditions.model_validate({"all": (a, {"any": (b, c)})})
    both = Conditions.model_validate({"any": (a, {"all": (b, c)})})
    assert (why_not(either, ticket(), facts()) is None) is (first and (second or third))
    assert (why_not(both, ticket(), facts()) is None) is (first or (second and third))


def test_the_first_failing_condition_is_told_with_its_place_and_actual_value(conditions, ticket, facts):
    failed = why_not(
        conditions("all: [{if: status, is: unassigned}, {any: [{if: priority, is: low}, {if: tags, has: vip}]}]"),
        ticket(),
        facts(),
    )
    assert (failed.place, failed.target, failed.word, failed.expected, failed.actual) == (
        "all.1.any",
        "priority",
        "is",
        "low",
        "normal",
    )


def test_conditions_of_a_form_look_at_answers(conditions, facts):
    ground = facts().ground
    oven = conditions("all: [{if: device, is: oven}]")
    assert hold_on_answers(oven, {"device": "oven"}, ground)
    assert not hold_on_answers(oven, {}, ground)
    assert hold_on_answers(conditions("any: [{if: inquiry_type, under: billing}]"), {"inquiry_type": "refund"}, ground)
    assert hold_on_answers(conditions("all: [{if: email, ends_with: '.kr'}]"), {"email": "A@B.KR"}, ground)
    assert hold_on_answers(conditions("all: [{if: extras, has: rack}]"), {"extras": ("rack",)}, ground)
    assert hold_on_answers(
        conditions("all: [{if: personal_information, is: true}]"), {"personal_information": True}, ground
    )
