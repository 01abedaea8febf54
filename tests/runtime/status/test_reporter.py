"""What processes report: how each stands, and one line in the ledger for each machine and change of what it serves."""

import threading

import pytest
from sqlalchemy import select

from runtime.processes import own_name
from runtime.status.overview import look
from runtime.status.reporter import FORGOTTEN, SILENT
from runtime.storage import StorageUnavailableError
from runtime.store.tables import activations, runtimes


def ledger(store):
    with store.read() as connection:
        return list(connection.execute(select(activations).order_by(activations.c.seq)))


def rows(store):
    with store.read() as connection:
        return {row.id: row for row in connection.execute(select(runtimes))}


def test_a_process_reports_what_it_was_offered_and_what_it_serves(machine, release, store):
    web = machine()
    web.start()
    web.turn()
    [row] = rows(store).values()
    assert (row.name, row.state, row.active, row.wanted, row.sequence) == (
        "web-1", "ACTIVE", release.root_digest, release.root_digest, 1,
    )  # fmt: skip
    assert (row.origin, row.code) == ("network", None)


def test_a_refusal_is_reported_with_its_code_and_goes_when_it_is_over(machine, release, store, address, clock):
    web = machine()
    web.start()
    address.offer("sha256:" + "0" * 64)
    web.turn()
    [row] = rows(store).values()
    assert (row.state, row.code, row.active) == ("REFUSED", "FD803", release.root_digest)
    assert row.wanted == "sha256:" + "0" * 64
    assert "the bundle lacks" in row.reason
    address.offer(release.root_digest)
    web.turn()
    [row] = rows(store).values()
    assert (row.state, row.code, row.reason) == ("ACTIVE", None, None)


def test_four_processes_are_one_line_in_the_ledger(machine, release, bundle, store, address, clock):
    web = machine()
    for _ in range(4):
        web.start()
    web.turn()
    other = bundle(triggers=[]).root_digest
    clock.move(minutes=1)
    said = {"commit": "4f1c", "change": "#12", "published_by": "kim", "checks": ("tests", "review"), "reviewed": other}
    address.offer(other, provenance=said)
    web.turn()
    web.turn()
    first, second = ledger(store)
    assert (first.root, first.before, first.sequence) == (release.root_digest, None, 1)
    assert (second.root, second.before, second.sequence) == (other, release.root_digest, 2)
    assert second.at == clock.now
    assert second.provenance == {"published_at": "2026-03-02T09:00:00Z", **said, "checks": ["tests", "review"]}
    assert second.checks[:2] == ["tests", "review"]
    assert "self-test: sample tickets" in second.checks


def test_two_machines_are_two_lines(machine, store):
    for name in ("web-1", "web-2"):
        web = machine(name)
        web.start()
        web.turn()
    assert [row.runtime for row in ledger(store)] == ["web-1", "web-2"]


def test_going_there_and_back_is_three_lines_and_starting_again_is_none(
    machine, release, bundle, store, address, clock
):
    web = machine()
    web.start()
    web.turn()
    for root in (bundle(triggers=[]).root_digest, release.root_digest):
        clock.move(minutes=1)
        address.offer(root)
        web.turn()
    clock.move(minutes=1)
    web.start()
    web.turn()
    assert [(row.sequence, row.root == release.root_digest) for row in ledger(store)] == [
        (1, True),
        (2, False),
        (3, True),
    ]


def test_a_process_that_lags_behind_its_machine_writes_no_history(machine, release, bundle, store, address, clock):
    web = machine()
    web.start()
    late = web.start()
    web.turn()
    clock.move(minutes=1)
    address.offer(bundle(triggers=[]).root_digest)
    web.processes[0].poll()
    web.reporters[0].report()
    web.reporters[1].report()
    assert late.snapshot.release.root_digest == release.root_digest
    assert [row.sequence for row in ledger(store)] == [1, 2]


def test_what_happened_while_the_database_was_away_is_written_when_it_is_back(
    machine, bundle, store, address, clock, monkeypatch
):
    web = machine()
    web.start()
    web.turn()

    def away():
        raise StorageUnavailableError("gone")

    monkeypatch.setattr(type(store), "write", lambda self: away())
    for triggers in ([], None):
        clock.move(minutes=1)
        address.offer(bundle(**({} if triggers is None else {"triggers": triggers})).root_digest)
        web.processes[0].poll()
        with pytest.raises(StorageUnavailableError):
            web.reporters[0].report()
    monkeypatch.undo()
    web.turn()
    assert [row.sequence for row in ledger(store)] == [1, 2, 3]


def test_a_process_that_says_nothing_is_silent_and_then_forgotten(machine, store, clock):
    one, other = machine("web-1"), machine("web-2")
    for web in (one, other):
        web.start()
        web.turn()
    clock.move(seconds=SILENT.total_seconds() + 1)
    other.turn()
    seen = look(store, clock.now)
    assert [(line.name, line.is_silent) for line in seen.runtimes] == [("web-1", True), ("web-2", False)]
    assert len(seen.live) == 1
    clock.move(seconds=FORGOTTEN.total_seconds())
    other.turn()
    assert [line.name for line in look(store, clock.now).runtimes] == ["web-2"]


def test_a_process_of_this_machine_that_is_dead_is_removed_by_the_next_report(machine, store, clock):
    web = machine()
    web.start()
    here = own_name().rsplit(".", 2)[0]
    web.reporters[0].id = f"{here}.4194304.abcd"  # above the largest number a process can have
    with store.write() as connection:
        row = {"name": "x", "started_at": clock.now, "seen_at": clock.now, "state": "ACTIVE"}
        connection.execute(runtimes.insert(), {"id": web.reporters[0].id, **row})
    web.reporters[0].id = "another.1.abcd"
    web.turn()
    assert set(rows(store)) == {"another.1.abcd"}


def test_the_watch_reports_a_change_at_once_and_trouble_never_ends_it(machine, bundle, store, address, clock):
    web = machine()
    web.start()
    current, reporter = web.processes[0], web.reporters[0]
    reported = threading.Semaphore(0)
    report = reporter.report

    def observed():
        try:
            report()
        finally:
            reported.release()
        if current.offer.sequence == 2:
            raise OSError("the disk is gone")

    reporter.report = observed
    reporter.watch(pause=lambda: 3600)
    assert reported.acquire(timeout=20)
    for triggers in ([], None):
        clock.move(minutes=1)
        address.offer(bundle(**({} if triggers is None else {"triggers": triggers})).root_digest)
        current.poll()
        assert reported.acquire(timeout=20), "a change was not reported"
    assert address.number == 3
