"""Rate caps that all workers share."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, Request, request
from sqlalchemy import select

from runtime.access.caps import Cap, CappedError, Caps, Counted, network_of
from runtime.store.tables import occurrences

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "a secret of at least thirty-two characters"
THREE = Cap("test", 3, timedelta(minutes=10))
ONE = Cap("rare", 1, timedelta(hours=1))


def test_so_many_are_let_through_and_the_next_is_told_how_long_to_wait(store):
    caps = Caps(store, SECRET)
    taken = [caps.take(THREE, "ada", now=NOW + timedelta(minutes=minute)) for minute in range(3)]
    assert taken == [None, None, None]
    assert caps.take(THREE, "ada", now=NOW + timedelta(minutes=4)) == timedelta(minutes=6)


def test_the_window_moves(store):
    caps = Caps(store, SECRET)
    for minute in (0, 5, 9):
        caps.take(THREE, "ada", now=NOW + timedelta(minutes=minute))
    assert caps.take(THREE, "ada", now=NOW + timedelta(minutes=9, seconds=59)) is not None
    assert caps.take(THREE, "ada", now=NOW + timedelta(minutes=10)) is None
    assert caps.take(THREE, "ada", now=NOW + timedelta(minutes=11)) is not None


def test_what_was_refused_is_not_counted(store):
    caps = Caps(store, SECRET)
    for _ in range(50):
        caps.take(THREE, "ada", now=NOW)
    assert caps.take(THREE, "ada", now=NOW + timedelta(minutes=10)) is None


def test_people_and_kinds_are_counted_apart_and_spellings_together(store):
    caps = Caps(store, SECRET)
    for spelling in ("Ada@example.com", "ada@EXAMPLE.com ", " ada@example.com"):
        assert caps.take(THREE, spelling, now=NOW) is None
    assert caps.take(THREE, "ada@example.com", now=NOW) is not None
    assert caps.take(THREE, "bob@example.com", now=NOW) is None
    assert caps.take(Cap("other", 3, THREE.window), "ada@example.com", now=NOW) is None


def test_two_workers_share_one_cap(store):
    first, second = Caps(store, SECRET), Caps(store, SECRET)
    for caps in (first, second, first):
        assert caps.take(THREE, "ada", now=NOW) is None
    assert second.take(THREE, "ada", now=NOW) is not None


def test_what_did_not_happen_is_not_counted(store):
    caps, both = Caps(store, SECRET), (Counted(THREE, ("ada",)), Counted(ONE, ("ada",)))

    def happens(works=True):
        with store.write() as connection:
            caps.count(connection, both, NOW)
            assert works

    with pytest.raises(AssertionError):
        happens(works=False)
    caps.check(both, NOW)
    happens()
    with pytest.raises(CappedError) as refused:
        caps.check(both, NOW)
    assert refused.value.wait == ONE.window
    for _ in range(5):  # refused by one of the two, counted by neither
        with pytest.raises(CappedError):
            happens()
    assert [caps.take(THREE, "ada", now=NOW) for _ in range(2)] == [None, None]


def test_forgetting_begins_anew(store):
    caps = Caps(store, SECRET)
    for _ in range(3):
        caps.take(THREE, "ada", now=NOW)
    caps.forget(THREE, "ada")
    assert caps.take(THREE, "ada", now=NOW) is None


def test_the_table_tells_nobody_who_was_counted(store):
    Caps(store, SECRET).take(THREE, "ada@example.com", now=NOW)
    with store.read() as connection:
        assert "ada" not in str(connection.execute(select(occurrences)).all())


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_visitor_is_counted_by_the_network_they_can_move_in(address, counted):
    with Flask("test").test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        asked: Request = request
        assert network_of(asked) == counted
