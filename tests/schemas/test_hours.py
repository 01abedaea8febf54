"""Times of work: days, spans that overlap, and time counted in them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.hours import Calendar, Hours, overlaps, weekdays

SEOUL = ZoneInfo("Asia/Seoul")
WORK = Hours.model_validate({"days": ("mon-fri",), "from": "08:00", "to": "17:00"})
ODD = (
    Hours.model_validate({"days": ("mon-wed",), "from": "08:00", "to": "12:00"}),
    Hours.model_validate({"days": ("thu", "fri"), "from": "08:00", "to": "17:00"}),
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("days", "meant"), [("mon", (0,)), ("mon-wed", (0, 1, 2)), ("sat-mon", (5, 6, 0)), ("sun-sun", (6,))]
)
def test_a_range_of_days_goes_round_the_week(days, meant):
    assert weekdays(days) == meant


def test_spans_that_only_touch_do_not_overlap():
    """FC-42: intervals of one day lie apart; 8 to 12 and 12 to 16 do."""
    one = Hours.model_validate({"days": ("mon-sat",), "from": "08:00", "to": "12:00"})
    two = Hours.model_validate({"days": ("mon-sat",), "from": "12:00", "to": "16:00"})
    late = Hours.model_validate({"days": ("sat", "sun"), "from": "11:59", "to": "13:00"})
    assert list(overlaps((one, two))) == []
    assert list(overlaps((one, two, late))) == [(0, 2, 5), (1, 2, 5)]


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("2026-03-02T09:00", "2026-03-02T10:30", timedelta(minutes=90)),
        ("2026-03-02T07:00", "2026-03-02T08:30", timedelta(minutes=30)),
        ("2026-03-06T16:00", "2026-03-09T09:00", timedelta(hours=2)),
        ("2026-03-07T00:00", "2026-03-08T23:00", timedelta()),
        ("2026-03-02T10:00", "2026-03-02T09:00", timedelta()),
    ],
)
def test_only_working_hours_count(start, end, worked):
    assert Calendar.of((WORK,)).worked(at(start), at(end)) == worked


def test_a_day_off_has_no_hours():
    calendar = Calendar.of((WORK,), frozenset((date(2026, 3, 2),)))
    assert not calendar.is_open(at("2026-03-02T09:00"))
    assert calendar.worked(at("2026-03-02T09:00"), at("2026-03-03T09:00")) == timedelta(hours=1)


def test_a_span_holds_its_first_minute_and_not_its_last():
    calendar = Calendar.of((WORK,))
    assert calendar.is_open(at("2026-03-02T08:00"))
    assert calendar.is_open(at("2026-03-02T16:59"))
    assert not calendar.is_open(at("2026-03-02T17:00"))


def test_a_day_of_working_time_is_a_days_work():
    assert Calendar.of((WORK,)).length("2d") == timedelta(hours=18)
    assert Calendar.of((WORK,)).length("1w") == timedelta(hours=45)
    assert Calendar.of((WORK,)).length("90m") == timedelta(minutes=90)
    assert Calendar.of(ODD).length("5d") == timedelta(hours=30)


def test_hours_may_go_to_the_end_of_the_day():
    night = Hours.model_validate({"days": ("mon",), "from": "22:00", "to": "24:00"})
    assert Calendar.of((night,)).worked(at("2026-03-02T21:00"), at("2026-03-03T01:00")) == timedelta(hours=2)


@settings(max_examples=200, derandomize=True)
@given(st.integers(0, 20000), st.integers(0, 20000), st.integers(0, 20000))
def test_counting_in_two_pieces_counts_the_same(first, second, third):
    calendar = Calendar.of((WORK, *ODD), frozenset((date(2026, 3, 5),)))
    low, middle, high = (at("2026-03-01T00:00") + timedelta(minutes=one) for one in sorted((first, second, third)))
    assert calendar.worked(low, middle) + calendar.worked(middle, high) == calendar.worked(low, high)
