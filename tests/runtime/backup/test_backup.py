"""Taking a copy and putting it back, on each database and from one to the other."""

import os
import threading

import pytest
from sqlalchemy import func, select, text

from runtime.attachments import Upload
from runtime.backup.archive import verify
from runtime.backup.restoring import Wishes, restore
from runtime.backup.taking import take
from runtime.store.migrate import is_current
from runtime.store.tables import outbox, tickets, workers
from runtime.tickets import submit, view, view_by_link
from runtime.tickets.viewing import attachment
from tests.backups import PICTURE, back, jobs, mails, perform, refused

EITHER = pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])


@EITHER
def test_what_was_there_is_there_again_on_either_database(
    services, release, lively, inquiry, elsewhere, tmp_path, database
):
    taken = take(services, tmp_path / "a.tar")
    assert (taken.tickets, taken.attachments, taken.missing) == (3, 1, ())
    other = elsewhere(database)
    restored = back(other, tmp_path / "a.tar")
    assert (restored.tickets, restored.attachments, restored.digest) == (3, 1, taken.digest)
    place = next(place for place in release.places if place.portal.id == "main")
    for submitted in lively:
        before = view(services, release, "acme", submitted.ticket_id)
        assert view(other, release, "acme", submitted.ticket_id) == before
        assert view_by_link(other, release, place, submitted.link_token).number == before.number
    first = view(other, release, "acme", lively[0].ticket_id)
    assert next(answer.value for answer in first.answers if answer.field == "passport") == "M1234567"
    (file,) = [file for message in first.messages for file in message.files]
    assert attachment(other, "acme", first.id, file.id) == file
    assert other.attachments.read(file.id) == PICTURE
    assert submit(other, release, inquiry()).number == 1004  # counting goes on, and rows number themselves
    assert is_current(other.store)


@EITHER
def test_a_mail_that_was_sent_is_not_sent_again_and_one_that_waited_is(
    services, release, lively, elsewhere, tmp_path, database
):
    take(services, tmp_path / "a.tar")
    other = elsewhere(database)
    assert back(other, tmp_path / "a.tar").waiting == 3
    before = {row.id: row for row in mails(services)}
    after = {row.id: row for row in mails(other)}
    assert before == after
    sent = [row for row in after.values() if row.state == "sent"]
    waiting = [row for row in after.values() if row.state == "waiting"]
    assert (len(sent), len(waiting)) == (1, 3)
    assert jobs(other) == {f"{row.id}-{row.attempts}" for row in waiting}
    assert perform(other, release, sent[0]) == []
    assert len(perform(other, release, waiting[0])) == 1


def test_a_backup_taken_while_customers_write_holds_whole_tickets(services, release, inquiry, elsewhere, tmp_path):
    stop = threading.Event()
    acknowledged = []

    def customer():
        while not stop.is_set():
            uploads = (Upload("attachments", "a.txt", "text/plain", os.urandom(2000)),)
            acknowledged.append(submit(services, release, inquiry({"uploads": uploads})))

    customers = [threading.Thread(target=customer) for _ in range(2)]
    for each in customers:
        each.start()
    try:
        while len(acknowledged) < 5:
            assert any(each.is_alive() for each in customers)
        known = list(acknowledged)
        taken = take(services, tmp_path / "a.tar")
    finally:
        stop.set()
        for each in customers:
            each.join()
    assert taken.tickets >= len(known)
    assert taken.attachments == taken.tickets
    other = elsewhere()
    back(other, tmp_path / "a.tar")
    for submitted in known:
        assert view(other, release, "acme", submitted.ticket_id) is not None
    with other.store.read() as connection:
        assert connection.execute(select(func.count()).select_from(outbox)).scalar() == taken.tickets


def test_an_installation_that_is_not_empty_is_left_alone_unless_told(
    services, release, lively, inquiry, elsewhere, tmp_path
):
    take(services, tmp_path / "a.tar")
    later = submit(services, release, inquiry())
    assert "not empty" in refused("FD863", back, services, tmp_path / "a.tar")
    assert view(services, release, "acme", later.ticket_id) is not None
    restored = back(services, tmp_path / "a.tar", replace=True)
    assert restored.aside == "before_restore_20260302_090000"
    assert view(services, release, "acme", later.ticket_id) is None
    assert view(services, release, "acme", lively[0].ticket_id) is not None
    assert _tickets_aside(services, restored.aside) == 4


def _tickets_aside(services, aside):
    from runtime.store.engine import open_store

    if services.store.is_sqlite:
        old = open_store(f"{services.settings.database_url}.{aside}")
        with old.read() as connection:
            return connection.execute(select(func.count()).select_from(tickets)).scalar()
    with services.store.read() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {aside}.tickets")).scalar()


def test_what_was_there_comes_back_when_putting_back_fails(services, release, lively, inquiry, tmp_path):
    take(services, tmp_path / "a.tar")
    later = submit(services, release, inquiry())
    found = verify(tmp_path / "a.tar", services.secret_key)
    shape = found.manifest.tables["tickets"]
    tables = {**found.manifest.tables, "tickets": shape.model_copy(update={"rows": 99})}
    found.manifest = found.manifest.model_copy(update={"tables": tables})
    refused("FD861", restore, found, services, Wishes(replace=True))
    assert view(services, release, "acme", later.ticket_id) is not None
    assert submit(services, release, inquiry()).number == 1005


def test_a_database_with_a_worker_at_work_is_left_alone(services, lively, tmp_path):
    take(services, tmp_path / "a.tar")
    now = services.clock()
    with services.store.write() as connection:
        connection.execute(workers.insert(), {"id": "here.1.ab", "started_at": now, "seen_at": now})
    assert "here.1.ab" in refused("FD863", back, services, tmp_path / "a.tar", replace=True)
    services.clock.move(minutes=1)
    assert back(services, tmp_path / "a.tar", replace=True).tickets == 3


@EITHER
def test_a_backup_of_an_older_version_is_brought_up_to_date(
    services, release, lively, inquiry, elsewhere, tmp_path, database
):
    take(services, tmp_path / "a.tar")
    found = verify(tmp_path / "a.tar", services.secret_key)
    newer = {"activations", "nonces"}  # rows of these have a shape that came later
    tables = {name: shape for name, shape in found.manifest.tables.items() if name not in newer}
    found.manifest = found.manifest.model_copy(update={"schema_version": "0001", "tables": tables})
    other = elsewhere(database)
    assert restore(found, other, Wishes()).tickets == 3
    assert is_current(other.store)
    assert submit(other, release, inquiry()).number == 1004
