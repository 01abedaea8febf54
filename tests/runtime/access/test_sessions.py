"""Agents' sessions in the store."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from runtime.access import sessions
from runtime.access.keys import key_for
from runtime.store.tables import sessions as rows

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = key_for("a secret of at least thirty-two characters", "sessions")


def test_a_session_is_found_by_its_cookie_only(store):
    value = sessions.begin(store, "jin", NOW)
    assert sessions.find(store, value, NOW).agent == "jin"
    for other in ("", value[:-1], value + "x", "x" * len(value), value.swapcase(), "\0" * 43, "é" * 43):
        assert sessions.find(store, other, NOW) is None


def test_the_store_does_not_hold_what_the_cookie_says(store):
    value = sessions.begin(store, "jin", NOW)
    with store.read() as connection:
        stored = connection.execute(select(rows)).mappings().one()
    assert value not in str(dict(stored))
    assert len(stored["digest"]) == 64


def test_signing_in_again_ends_the_session_the_browser_had(store):
    first = sessions.begin(store, "jin", NOW)
    second = sessions.begin(store, "jin", NOW, previous=first)
    assert first != second
    assert sessions.find(store, first, NOW) is None
    assert sessions.find(store, second, NOW) is not None


def test_an_idle_session_ends(store):
    value = sessions.begin(store, "jin", NOW)
    assert sessions.find(store, value, NOW + sessions.IDLE) is None


def test_a_session_in_use_outlives_the_idle_time_but_not_its_lifetime(store):
    value = sessions.begin(store, "jin", NOW)
    moment = NOW
    while moment < NOW + sessions.LIFETIME - timedelta(minutes=30):
        assert sessions.find(store, value, moment) is not None
        moment += timedelta(minutes=30)
    assert sessions.find(store, value, NOW + sessions.LIFETIME) is None


def test_a_session_that_has_ended_opens_nothing(store):
    value = sessions.begin(store, "jin", NOW)
    sessions.end(store, value)
    assert sessions.find(store, value, NOW) is None


def test_old_sessions_are_cleared_away(store):
    sessions.begin(store, "jin", NOW)
    sessions.begin(store, "kim", NOW + timedelta(days=2))
    with store.read() as connection:
        assert connection.execute(select(rows.c.agent)).scalars().all() == ["kim"]


def test_the_forms_of_two_sessions_carry_different_tokens(store):
    first, second = sessions.begin(store, "jin", NOW), sessions.begin(store, "jin", NOW)
    token = sessions.csrf_token(KEY, first)
    assert sessions.is_csrf_token(KEY, first, token)
    assert not sessions.is_csrf_token(KEY, second, token)
    assert not sessions.is_csrf_token(KEY, first, "")
    assert not sessions.is_csrf_token(KEY, first, "é\ud800")
