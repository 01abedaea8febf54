import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, StatementError

from runtime.store.engine import StoreError, open_store
from runtime.store.sqlite import journal, library
from runtime.store.tables import events, numbers, occurrences

ROOT = Path(__file__).parents[3]


def count(store, brand):
    with store.read() as connection:
        return connection.execute(select(numbers.c.last).where(numbers.c.brand == brand)).scalar()


def test_a_transaction_that_fails_leaves_nothing(store):
    def fail():
        with store.write() as connection:
            connection.execute(numbers.insert(), {"brand": "acme", "last": 1})
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert count(store, "acme") is None


def test_what_is_written_while_reading_is_not_kept(store):
    with store.read() as connection:
        connection.execute(numbers.insert(), {"brand": "acme", "last": 1})
    assert count(store, "acme") is None


def test_moments_come_back_in_utc_whatever_zone_they_went_in(store):
    seoul = timezone(timedelta(hours=9))
    with store.write() as connection:
        connection.execute(
            occurrences.insert(), {"kind": "x", "key": "y", "at": datetime(2026, 3, 2, 18, 0, 0, 5, seoul)}
        )
    with store.read() as connection:
        found = connection.execute(select(occurrences.c.at)).scalar_one()
    assert found == datetime(2026, 3, 2, 9, 0, 0, 5, UTC)
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(store):
    with pytest.raises(StatementError, match="time zone"), store.write() as connection:
        connection.execute(occurrences.insert(), {"kind": "x", "key": "y", "at": datetime(2026, 3, 2)})


def test_the_event_log_refuses_to_change_or_forget(store):
    row = {
        "brand": "acme", "ticket_id": "t", "at": datetime.now(UTC), "event": "created", "actor": "customer",
        "root": "sha256:0", "facts": {}, "trace": {},
    }  # fmt: skip
    with store.write() as connection:
        connection.execute(events.insert(), row)
    for statement in (events.update().values(event="forged"), events.delete()):
        with pytest.raises(DBAPIError, match="append-only"), store.write() as connection:
            connection.execute(statement)
    with store.read() as connection:
        assert connection.execute(select(events.c.event)).scalars().all() == ["created"]


def test_many_threads_count_without_losing_one(store):
    with store.write() as connection:
        connection.execute(numbers.insert(), {"brand": "acme", "last": 0})

    def add():
        for _ in range(20):
            with store.write() as connection:
                connection.execute(numbers.update().values(last=numbers.c.last + 1))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store, "acme") == 160


COUNTING = """
import sys
from runtime.store.engine import open_store
from runtime.store.tables import numbers
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(50):
    with store.write() as connection:
        last = connection.execute(numbers.select().with_for_update()).one().last
        connection.execute(numbers.update().values(last=last + 1))
"""


def test_many_processes_read_and_write_without_losing_one(store, store_url):
    with store.write() as connection:
        connection.execute(numbers.insert(), {"brand": "acme", "last": 0})
    running = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTING, store_url],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("\n")
        process.stdin.close()
    for process in running:
        assert process.wait(120) == 0
    assert count(store, "acme") == 200


def test_a_writer_that_is_killed_holds_up_nobody(migrated_sqlite, tmp_path):
    import shutil

    shutil.copy(migrated_sqlite, tmp_path / "s.sqlite")
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    code = (
        "import sys, time; from runtime.store.engine import open_store; from runtime.store.tables import numbers\n"
        "with open_store(sys.argv[1]).write() as connection:\n"
        "    connection.execute(numbers.insert(), {'brand': 'dead', 'last': 1})\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(600)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "writing\n"
    threading.Timer(0.5, process.kill).start()
    store = open_store(url)
    with store.write() as connection:
        connection.execute(numbers.insert(), {"brand": "alive", "last": 1})
    process.wait()
    assert (count(store, "dead"), count(store, "alive")) == (None, 1)
    store.close()


def test_readers_are_not_kept_waiting_by_a_writer(store):
    with store.write() as connection:
        connection.execute(numbers.insert(), {"brand": "acme", "last": 7})
    with store.write() as connection:
        connection.execute(numbers.update().values(last=8))
        assert count(store, "acme") == 7
    assert count(store, "acme") == 8


def test_sqlite_uses_a_write_ahead_log_only_where_it_is_safe():
    class Old:
        sqlite_version_info = (3, 40, 1)

    class New:
        sqlite_version_info = (3, 51, 3)

    assert (journal(Old), journal(New)) == ("DELETE", "WAL")
    assert library().sqlite_version_info >= (3, 40, 0)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_database_we_cannot_use_is_named(url):
    with pytest.raises(StoreError):
        open_store(url)
