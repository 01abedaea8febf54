"""Taking a copy and putting it back, on each database and from one to the other."""

import os
import stat
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from runtime.attachments import Upload
from runtime.backup.archive import BackupError, verify
from runtime.backup.restoring import HELD, Wishes, restore
from runtime.backup.rows import LEFT_OUT, carried
from runtime.backup.taking import take
from runtime.outbox import Performer
from runtime.release.acting import Acting
from runtime.store.migrate import is_current, migrate
from runtime.store.tables import metadata, outbox, parts, runtimes, tickets, workers
from runtime.tickets import add_note, agent_reply, submit, view, view_by_link
from runtime.tickets.viewing import attachment

EITHER = pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
PICTURE = b"\xff\xd8 a picture"


@pytest.fixture
def lively(services, release, inquiry, clock):
    """Three tickets with all that tickets can have; the first one's mail was sent."""
    uploads = (Upload("attachments", "오븐.jpg", "image/jpeg", PICTURE),)
    first = submit(services, release, inquiry({"uploads": uploads}, passport="M1234567"))
    perform(services, release, mails(services)[0])
    clock.move(seconds=1)  # what happens at one moment has no order
    agent_reply(services, release, first.ticket_id, "jin", "Turn it off.\n<b>Then</b> on.", brand="acme")
    add_note(services, release, first.ticket_id, "jin", "Ada is patient.", brand="acme")
    clock.move(seconds=-1)
    return [first, submit(services, release, inquiry({"language": "ko"})), submit(services, release, inquiry())]


def perform(services, release, row):
    """Send one mail; returns what was sent."""
    sent = []
    Performer(services, lambda: Acting(release), lambda letter, server: sent.append(letter)).perform(
        row.id, row.attempts
    )
    return sent


def mails(services):
    with services.store.read() as connection:
        return connection.execute(select(outbox).order_by(outbox.c.created_at, outbox.c.id)).all()


def jobs(services):
    """The jobs of dbos by their ids."""
    table = "workflow_status" if services.store.is_sqlite else "dbos.workflow_status"
    with services.store.read() as connection:
        return set(connection.execute(text(f"SELECT workflow_uuid FROM {table}")).scalars())


def back(services, path, **wishes):
    return restore(verify(path, services.secret_key), services, Wishes(**wishes))


def refused(code, action, *given, **named):
    with pytest.raises(BackupError) as caught:
        action(*given, **named)
    assert caught.value.code == code, caught.value
    return str(caught.value)


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


def test_a_drill_sends_nothing_at_all(services, lively, elsewhere, tmp_path):
    take(services, tmp_path / "a.tar")
    other = elsewhere()
    restored = back(other, tmp_path / "a.tar", hold_mail=True)
    assert (restored.waiting, restored.held) == (0, 3)
    assert jobs(other) == set()
    assert sorted((row.state, row.problem) for row in mails(other)) == [*[("given_up", HELD)] * 3, ("sent", None)]


def test_numbers_that_customers_may_know_already_can_be_left_out(
    services, release, lively, inquiry, elsewhere, tmp_path
):
    take(services, tmp_path / "a.tar")
    other = elsewhere()
    back(other, tmp_path / "a.tar", skip_numbers=50)
    assert submit(other, release, inquiry()).number == 1054


def test_a_backup_of_what_was_restored_is_the_same_backup(services, lively, elsewhere, tmp_path):
    take(services, tmp_path / "a.tar")
    other = elsewhere()
    back(other, tmp_path / "a.tar")
    take(other, tmp_path / "b.tar")
    first, second = (verify(tmp_path / name, services.secret_key).manifest for name in ("a.tar", "b.tar"))
    assert first.members == second.members
    assert first.tables == second.tables


def test_where_the_rows_came_from_is_written_down(services, lively, elsewhere, tmp_path):
    taken = take(services, tmp_path / "a.tar")
    other = elsewhere()
    back(other, tmp_path / "a.tar")
    with other.store.read() as connection:
        marks = dict(connection.execute(select(parts.c.name, parts.c.version)).all())
    assert marks["restored-from"] == taken.digest.removeprefix("sha256:")[:40]
    assert marks["restored-at"] == "2026-03-02T09:00:00Z"


def test_every_table_is_carried_or_is_left_out_by_name():
    assert {table.name for table in carried()} | LEFT_OUT == set(metadata.tables)


def test_a_backup_is_readable_by_its_owner_alone_and_is_never_written_over(services, lively, tmp_path):
    take(services, tmp_path / "a.tar")
    assert stat.S_IMODE((tmp_path / "a.tar").stat().st_mode) == 0o600
    before = (tmp_path / "a.tar").read_bytes()
    refused("FD863", take, services, tmp_path / "a.tar")
    assert (tmp_path / "a.tar").read_bytes() == before


def test_the_secret_key_and_passwords_are_in_no_backup(services, lively, tmp_path):
    (services.settings.state).mkdir(exist_ok=True)
    (services.settings.state / "secret-key").write_text(services.secret_key)
    take(services, tmp_path / "a.tar")
    assert services.secret_key.encode() not in (tmp_path / "a.tar").read_bytes()


def test_releases_and_trust_come_along_and_never_replace_newer_ones(services, lively, elsewhere, tmp_path):
    state = services.settings.state
    for name, words in {"seen/root.json": "one", "fetched/blobs/ab/abc": "blob", "pages-x.sqlite": "built"}.items():
        (state / name).parent.mkdir(parents=True, exist_ok=True)
        (state / name).write_text(words)
    assert take(services, tmp_path / "a.tar").releases == 2
    other = elsewhere()
    (other.settings.state / "seen").mkdir()
    (other.settings.state / "seen/root.json").write_text("two")
    assert back(other, tmp_path / "a.tar").releases == 1
    assert (other.settings.state / "seen/root.json").read_text() == "two"
    assert (other.settings.state / "fetched/blobs/ab/abc").read_text() == "blob"
    assert not (other.settings.state / "pages-x.sqlite").exists()


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


def test_a_file_whose_bytes_are_gone_stops_a_backup_unless_it_may_be_missing(
    services, release, lively, elsewhere, tmp_path
):
    (file,) = [f for m in view(services, release, "acme", lively[0].ticket_id).messages for f in m.files]
    services.attachments.remove([file.id])
    assert file.id in refused("FD864", take, services, tmp_path / "a.tar")
    assert list(tmp_path.glob("*a.tar*")) == []
    assert take(services, tmp_path / "a.tar", without_missing=True).missing == (file.id,)
    assert back(elsewhere(), tmp_path / "a.tar").missing == (file.id,)


def test_a_file_that_was_damaged_is_as_good_as_gone(services, release, lively, tmp_path):
    (file,) = [f for m in view(services, release, "acme", lively[0].ticket_id).messages for f in m.files]
    services.attachments.put_back(file.id, b"\xff\xd8 a pictur!")
    refused("FD864", take, services, tmp_path / "a.tar")


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


def test_a_database_with_a_portal_at_work_is_left_alone(services, lively, tmp_path):
    take(services, tmp_path / "a.tar")
    now = services.clock()
    with services.store.write() as connection:
        row = {"id": "web.1", "name": "web", "started_at": now, "seen_at": now, "state": "ACTIVE"}
        connection.execute(runtimes.insert(), row)
    assert "a portal" in refused("FD863", back, services, tmp_path / "a.tar", replace=True)


@EITHER
def test_a_backup_of_an_older_version_is_brought_up_to_date(
    services, release, lively, inquiry, elsewhere, tmp_path, database
):
    take(services, tmp_path / "a.tar")
    found = verify(tmp_path / "a.tar", services.secret_key)
    tables = {name: shape for name, shape in found.manifest.tables.items() if name != "activations"}
    found.manifest = found.manifest.model_copy(update={"schema_version": "0001", "tables": tables})
    other = elsewhere(database)
    assert restore(found, other, Wishes()).tickets == 3
    assert is_current(other.store)
    assert submit(other, release, inquiry()).number == 1004


def test_a_database_without_rows_counts_as_empty(services, lively, elsewhere, tmp_path):
    take(services, tmp_path / "a.tar")
    other = elsewhere()
    migrate(other.store)
    assert back(other, tmp_path / "a.tar").tickets == 3


def test_tables_of_a_version_we_do_not_know_are_not_taken(services, lively, elsewhere, tmp_path):
    take(services, tmp_path / "a.tar")
    found = verify(tmp_path / "a.tar", services.secret_key)
    found.manifest = found.manifest.model_copy(update={"schema_version": "9999"})
    other = elsewhere()
    assert "9999" in refused("FD865", restore, found, other, Wishes())


def test_a_database_that_was_never_prepared_is_not_backed_up(elsewhere, tmp_path):
    refused("FD865", take, elsewhere(), tmp_path / "a.tar")


def test_nothing_is_planned_before_its_time(services, release, lively, elsewhere, tmp_path):
    row = next(row for row in mails(services) if row.state == "waiting")
    with services.store.write() as connection:
        connection.execute(
            outbox.update()
            .where(outbox.c.id == row.id)
            .values(attempts=4, next_at=services.clock() + timedelta(minutes=5))
        )
    take(services, tmp_path / "a.tar")
    other = elsewhere()
    back(other, tmp_path / "a.tar")
    assert f"{row.id}-4" in jobs(other)
