"""The grammar of conditions: what is read, what is refused in which words, and that it is written back as it was."""

import pytest
from pydantic import TypeAdapter, ValidationError

from compiler.parse import parse
from schemas.conditions import OPERATORS, Condition, Conditions, Group, placed


def read(text):
    return Conditions.model_validate(parse("test.yaml", text.encode())[0].value)


@pytest.mark.parametrize("word", [*OPERATORS, "is_not", *(f"not_{name}" for name in OPERATORS if name != "is")])
def test_every_operator_and_opposite_is_read_and_written_back(word):
    condition = Condition.model_validate({"if": "title", word: "x"})
    assert condition.word == word
    assert condition.negated is (word.startswith("not_") or word == "is_not")
    assert condition.model_dump() == {"if": "title", word: "x"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("all: [{if: title, contians: x}]", '"contians" is not an operator; did you mean "contains"?'),
        ("all: [{if: title, not_cotains: x}]", '"not_cotains" is not an operator; did you mean "not_contains"?'),
        (
            "all: [{if: title, zzz: x}]",
            '"zzz" is not an operator; there are is, in, under, at_least, at_most, between, contains, starts_with, '
            "ends_with, matches, has, has_any, has_all, added, removed, present, changed, changed_to, changed_from, "
            "within, and each with not_ before it",
        ),
        ("any: [{if: title, is: x, in: [y]}]", 'a condition has one operator; "is" and "in" are two conditions'),
        ("all: [{if: title}]", "a condition needs an operator after `if:`, such as `is:` or `contains:`"),
        ("all: [{fi: title, is: x}]", "a condition starts with `if:` and the name of what it looks at"),
        ("all: [{if: 3, is: x}]", "a condition starts with `if:` and the name of what it looks at"),
        (
            "all: [{target: title, operator: is, operand: x}]",
            "a condition starts with `if:` and the name of what it looks at",
        ),
        ("all: [{if: title, is: null}]", '"is" takes a value or a list of values, not nothing'),
        ("all: [{if: title, is: {a: b}}]", '"is" takes a value or a list of values, not a map'),
        ("all: [{if: title, in: [[a]]}]", '"in" takes a value or a list of values, not a list in a list'),
    ],
)
def test_a_refusal_says_what_is_wrong_in_an_admins_words(text, said):
    with pytest.raises(ValidationError) as refusal:
        read(text)
    assert [str(error["ctx"]["error"]) for error in refusal.value.errors()] == [said]


def test_groups_nest_one_level_and_no_more():
    conditions = read("all: [{any: [{if: a, is: x}, {if: b, is: y}]}]")
    assert isinstance(conditions.all[0], Group)
    with pytest.raises(ValidationError, match="a condition starts with"):
        read("all: [{any: [{all: [{if: a, is: x}]}]}]")


def test_every_condition_has_its_place():
    conditions = read("{all: [{if: a, is: x}, {any: [{if: b, is: x}], all: [{if: c, is: x}]}], any: [{if: d, is: x}]}")
    assert [(place, condition.target) for place, condition in placed(conditions)] == [
        (("all", 0), "a"),
        (("all", 1, "all", 0), "c"),
        (("all", 1, "any", 0), "b"),
        (("any", 0), "d"),
    ]


def test_fractions_are_kept_as_text_because_bundles_know_none():
    assert read("all: [{if: amount, between: [0.1, 2.50]}]").all[0].operand == ("0.1", "2.5")


def test_conditions_come_back_from_bytes_as_they_went():
    adapter = TypeAdapter(Conditions)
    conditions = read("{all: [{if: a, not_in: [x, y]}, {any: [{if: b, present: true}]}], any: [{if: c, at_least: 3}]}")
    assert adapter.validate_json(adapter.dump_json(conditions)) == conditions
