"""Days, moments and periods: what people write, what is kept, what is shown."""

from datetime import datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.fields import TYPES, Field, compare, format_answer, parse_words
from schemas.fields.base import Fault
from schemas.fields.calendar import filled_in

FIELD = TypeAdapter(Field)


def field(type_, **more):
    return FIELD.validate_python({"type": type_, "label": "When", **more})


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-03-01", "2026-03-01"),
        (" 2026-3-1 ", "2026-03-01"),
        ("2026.03.01.", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("2026년 3월 1일", "2026-03-01"),
        ("２０２６－０３－０１", "2026-03-01"),
        ("٢٠٢٦-٠٣-٠١", "2026-03-01"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_day_is_read_as_people_write_it_year_first(sent, kept):
    assert parse_words(field("date"), (sent,)) == kept


@pytest.mark.parametrize("sent", ["03.04.2026", "2026-02-30", "2026-13-01", "soon", "2026-03-01T09:00", "26-03-01"])
def test_what_is_no_day_or_could_be_two_is_refused(sent):
    assert parse_words(field("date"), (sent,)) == Fault("validate.date")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-03-01T09:00", "2026-03-01T09:00"),
        ("2026-03-01 9:05", "2026-03-01T09:05"),
        ("2026-03-01T09:00:30", "2026-03-01T09:00"),
        ("2026년 3월 1일 9시 30분", "2026-03-01T09:30"),
    ],
)
def test_a_moment_is_a_day_and_a_time(sent, kept):
    assert parse_words(field("datetime"), (sent,)) == kept


@pytest.mark.parametrize("sent", ["2026-03-01", "2026-03-01T25:00", "09:00"])
def test_half_a_moment_is_refused(sent):
    assert parse_words(field("datetime"), (sent,)) == Fault("validate.datetime")


def test_a_period_has_two_ends_in_order():
    period = field("date_period")
    assert parse_words(period, ("2026-03-01", "2026-03-05")) == "2026-03-01 ~ 2026-03-05"
    assert parse_words(period, ("2026-03-01 ~ 2026-03-01",)) == "2026-03-01 ~ 2026-03-01"
    assert parse_words(period, ("", "")) == ""
    assert parse_words(period, ()) == ""
    assert parse_words(period, ("2026-03-05", "2026-03-01")) == Fault("validate.period_order")
    assert parse_words(period, ("2026-03-05", "")) == Fault("validate.period_end")
    assert parse_words(period, ("2026-03-05",)) == Fault("validate.period_end")
    assert parse_words(period, ("2026-03-05", "soon")) == Fault("validate.date")
    assert parse_words(period, ("a", "b", "c")) == Fault("validate.several")


def test_a_period_of_moments_counts_hours():
    period = field("datetime_period")
    assert parse_words(period, ("2026-03-01T09:00", "2026-03-01T12:00")) == "2026-03-01T09:00 ~ 2026-03-01T12:00"
    assert parse_words(period, ("2026-03-01T12:00", "2026-03-01T09:00")) == Fault("validate.period_order")


def test_people_read_the_year_first_and_no_letter_between():
    assert format_answer(field("date"), "2026-03-01", "ko", "en") == "2026-03-01"
    assert format_answer(field("datetime"), "2026-03-01T09:00", "ko", "en") == "2026-03-01 09:00"
    assert format_answer(field("date_period"), "2026-03-01 ~ 2026-03-05", "en", "en") == "2026-03-01 – 2026-03-05"


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("date", "today"),
        ("date", "2026-03-01"),
        ("datetime", "now"),
        ("datetime", "2026-03-01T09:00"),
        ("date_period", "2026-03-01 ~ 2026-03-05"),
        ("datetime_period", "2026-03-01T09:00 ~ 2026-03-01T12:00"),
    ],
)
def test_a_default_is_written_as_it_is_kept(type_, default):
    assert field(type_, default=default).default == default


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("date", "now"),
        ("date", "2026-3-1"),
        ("date", ""),
        ("datetime", "today"),
        ("date_period", "2026-03-05 ~ 2026-03-01"),
        ("date_period", "today"),
    ],
)
def test_another_default_is_refused(type_, default):
    with pytest.raises(ValidationError):
        field(type_, default=default)


def test_today_is_the_day_on_which_the_form_is_opened():
    now = datetime(2026, 3, 2, 18, 5)
    assert filled_in("today", now) == ("2026-03-02",)
    assert filled_in("now", now) == ("2026-03-02T18:05",)
    assert filled_in("2026-03-01 ~ 2026-03-05", now) == ("2026-03-01", "2026-03-05")
    assert filled_in("", now) == ("",)


def test_a_caption_has_nothing_to_answer():
    caption = field("caption", text="Please read this.")
    assert parse_words(caption, ()) == ""
    assert parse_words(caption, ("x",)) == Fault("validate.choice")
    assert format_answer(caption, "x", "en", "en") == ""
    assert compare(caption) == "nothing"


def test_every_type_is_in_the_list_of_types():
    [union, *_] = Field.__args__
    names = {model.model_fields["type"].annotation.__args__[0] for model in union.__args__}
    assert names == set(TYPES) | {"email"} & names
    assert set(TYPES) == names
