"""Numbers: decimal text from end to end."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.fields.base import Fault
from schemas.fields.number import NumberField, parse


def field(**settings):
    return NumberField.model_validate({"type": "number", "label": "Amount", **settings})


WHOLE = field(min=0, max=1_000_000)
CENTS = field(step=0.01)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("007", "7"),
        ("+5", "5"),
        (" 1 500 ", "1500"),
        ("1,500", "1500"),
        ("1,000,000", "1000000"),
        ("１２３", "123"),
        ("٣٤", "34"),
        ("12.0", "12"),
        ("-0", "0"),
    ],
)
def test_people_may_write_a_whole_number_in_many_ways(typed, number):
    assert parse(WHOLE, (typed,)) == number


@pytest.mark.parametrize(
    "typed",
    ["twelve", "1e5", "0x10", "NaN", "inf", "1_000", "1,00", "--1", "1.2.3", "12원", ".", "9" * 31, "½", "1;DROP"],
)
def test_anything_else_is_no_number(typed):
    assert parse(field(), (typed,)) == Fault("validate.number")


def test_a_comma_is_refused_where_it_could_mean_two_numbers():
    assert parse(CENTS, ("1,234",)) == Fault("validate.number_comma")
    assert parse(CENTS, ("1234.5",)) == "1234.5"


def test_bounds_and_steps_name_what_they_want():
    assert parse(WHOLE, ("-1",)) == Fault("validate.number_min", {"min": "0"})
    assert parse(WHOLE, ("1000001",)) == Fault("validate.number_max", {"max": "1000000"})
    assert parse(WHOLE, ("1.5",)) == Fault("validate.number_whole")
    assert parse(field(step="0.25"), ("0.3",)) == Fault("validate.number_step", {"step": "0.25"})
    assert parse(field(min="0.5"), ("1.5",)) == "1.5"


def test_decimals_stay_exact():
    assert parse(field(step="0.1"), ("0.3",)) == "0.3"
    assert field(min=0.1).min == "0.1"


@pytest.mark.parametrize("wrong", [True, "ten", float("nan"), [1]])
def test_settings_are_numbers(wrong):
    with pytest.raises(ValidationError):
        field(min=wrong)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_written_out_is_read_as_itself(number):
    answer = parse(field(step="0.0001"), (f"{number:f}",))
    assert Decimal(answer) == number
    assert parse(field(step="0.0001"), (answer,)) == answer


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_a_fault_or_blank(text):
    answer = parse(field(step="0.01"), (text,))
    assert isinstance(answer, Fault) or answer == "" or Decimal(answer).is_finite()


@given(
    st.text("0123456789", min_size=1, max_size=30),
    st.text("0123456789", max_size=15),
    st.sampled_from(["1", "0.01", "0.000000000000001", "3"]),
)
def test_numbers_of_any_length_are_counted_in_steps_exactly(whole, fraction, step):
    typed = f"{whole}.{fraction}" if fraction else whole
    digits = int(whole + fraction.ljust(15, "0"))
    assert isinstance(parse(field(step=step), (typed,)), str) == (digits % int(Decimal(step).scaleb(15)) == 0)


def test_bounds_of_any_length_are_whole_or_not():
    assert field(min="1" + "0" * 29).is_whole
    assert not field(min="1" + "0" * 29 + ".5").is_whole
