"""What is in a copy, what is refused, what an operator may wish for. One database is enough to show it."""

import shutil
import stat
from datetime import timedelta

import pytest
from sqlalchemy import select

from runtime.backup.archive import verify
from runtime.backup.restoring import HELD, Wishes, restore
from runtime.backup.rows import LEFT_OUT, carried
from runtime.backup.taking import take
from runtime.store.migrate import migrate
from runtime.store.tables import metadata, outbox, parts, runtimes
from runtime.tickets import submit, view
from tests.backups import back, jobs, mails, refused


@pytest.fixture
def store_url(migrated_sqlite, tmp_path):
    """SQLite alone."""
    shutil.copy(migrated_sqlite, tmp_path / "store.sqlite")
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


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


def test_a_database_with_a_portal_at_work_is_left_alone(services, lively, tmp_path):
    take(services, tmp_path / "a.tar")
    now = services.clock()
    with services.store.write() as connection:
        row = {"id": "web.1", "name": "web", "started_at": now, "seen_at": now, "state": "ACTIVE"}
        connection.execute(runtimes.insert(), row)
    assert "a portal" in refused("FD863", back, services, tmp_path / "a.tar", replace=True)


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
