"""The right to write a file of SQLite: waited for, but not for ever."""

import fcntl
import time

import pytest

from runtime.storage import StorageUnavailableError
from runtime.store.engine import open_store
from runtime.store.sqlite import WriterLock
from runtime.store.tables import numbers


@pytest.fixture
def other(tmp_path):
    """The lock of a file as another process holds it."""
    with (tmp_path / "store.sqlite.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def is_free(folder):
    with (folder / "store.sqlite.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_a_lock_that_another_process_does_not_give_back_is_given_up_on(tmp_path, other, monkeypatch):
    monkeypatch.setattr("runtime.store.sqlite.BUSY_SECONDS", 0.2)
    lock = WriterLock(tmp_path / "store.sqlite.lock")
    assert [lock.take(), lock.take()] == [False, False]
    monkeypatch.setattr("runtime.store.sqlite.BUSY_SECONDS", 60.0)
    fcntl.flock(other, fcntl.LOCK_UN)
    assert lock.take()
    assert not is_free(tmp_path)
    lock.give_back()
    assert is_free(tmp_path)


def test_a_lock_that_is_waited_for_no_more_is_free_for_others(tmp_path, other, monkeypatch):
    monkeypatch.setattr("runtime.store.sqlite.BUSY_SECONDS", 0.2)
    lock = WriterLock(tmp_path / "store.sqlite.lock")
    assert not lock.take()
    fcntl.flock(other, fcntl.LOCK_UN)
    end = time.monotonic() + 60
    while not is_free(tmp_path):
        assert time.monotonic() < end, "it was never given back"
        time.sleep(0.01)


def test_who_cannot_write_is_told_so(tmp_path, other, monkeypatch):
    monkeypatch.setattr("runtime.store.sqlite.BUSY_SECONDS", 0.2)
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with pytest.raises(StorageUnavailableError, match="does not end"), store.write() as connection:
        connection.execute(numbers.insert(), {"brand": "acme", "last": 1})
    store.close()
