"""`frontdesk status`: who serves what, from a database or from status pages; 0 only if that is as it should be."""

import json
import shutil
import threading
import time
from datetime import UTC, datetime, timedelta
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import CliRunner

from frontdesk.fleet import UNCLEAR, of_data
from frontdesk.status import status
from runtime.counts import Counts
from runtime.ready import ReadyPages
from runtime.release.current import Current
from runtime.status.page import StatusPages
from runtime.status.reporter import Reporter
from runtime.store.engine import open_store
from runtime.store.tables import runtimes

TOKEN = "a-token-for-operators-of-this-test"
A, B = (f"sha256:{letter * 64}" for letter in "ab")


@pytest.fixture
def store_url(migrated_sqlite, tmp_path):
    (tmp_path / "state").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "state/frontdesk.sqlite")
    return f"sqlite:///{tmp_path / 'state/frontdesk.sqlite'}"


@pytest.fixture
def report(store_url):
    """Write the report of a process, as of some seconds ago."""

    def write(name, state="ACTIVE", active=A, wanted=A, ago=1.0, **more):
        now = datetime.now(UTC)
        row = {"id": f"{name}.1.ab", "name": name, "started_at": now, "seen_at": now - timedelta(seconds=ago)}
        row |= {"state": state, "active": active, "wanted": wanted, "activated_at": now, **more}
        store = open_store(store_url)
        with store.write() as connection:
            connection.execute(runtimes.delete().where(runtimes.c.id == row["id"]))
            connection.execute(runtimes.insert(), row)
        store.close()

    return write


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("OPERATORS", TOKEN)
    monkeypatch.delenv("FRONTDESK_DATABASE_URL", raising=False)

    def call(*words):
        own = () if "--url" in words else ("--state", tmp_path / "state")
        return CliRunner().invoke(status, [str(word) for word in (*own, *words)], catch_exceptions=False)

    return call


def test_all_is_well_when_every_process_serves_what_is_offered(report, run):
    report("web-1", sequence=4)
    report("web-2", state="CANARY", sequence=4)
    fine = run()
    assert fine.exit_code == 0, fine.output
    assert "2 of 2 serve aaaaaaaaaaaa" in fine.output
    assert "web-1\tACTIVE\taaaaaaaaaaaa\trelease 4\tsince" in fine.output


def test_one_that_refuses_is_a_failure_and_says_code_file_and_line(report, run):
    report("web-1")
    more = {"code": "FD830", "reason": "no ticket", "place": "brands/acme/inquiry_types.yaml:7", "sequence": 4}
    report("web-2", "REFUSED", wanted=B, **more)
    bad = run()
    assert bad.exit_code == 1
    assert "web-2: FD830 brands/acme/inquiry_types.yaml:7: no ticket" in bad.output
    assert "0 of 2 serve bbbbbbbbbbbb" in bad.output
    assert run("--expect", A).exit_code == UNCLEAR, "it serves what is expected, and is not well"


def test_one_that_refuses_counts_more_than_one_that_cannot_be_asked():
    row = {"name": "web-1", "id": "web-1.1.ab", "state": "REFUSED", "active": A, "wanted": B}
    silent = {"name": "web-2", "id": "web-2", "state": "UNREACHABLE"}
    unheard = {"name": "web-3", "id": "web-3", "state": "ACTIVE", "active": A, "wanted": A, "code": "FD811"}
    assert [one.name for one in of_data([{"runtimes": [row, silent, unheard]}]).against(B)] == ["web-1"]
    assert of_data([{"runtimes": [silent, unheard]}]).against(B) == ()


def test_words_of_a_machine_stay_on_their_line(report, run):
    report("web-1", "REFUSED", code="FD830", reason="bad\nline \x1b[31m \u202e")
    said = run("--expect", B)
    assert said.exit_code == 1
    assert "web-1: FD830 bad\\u000aline \\u001b[31m \\u202e\n" in said.output


def test_another_release_than_expected_is_a_failure(report, run):
    report("web-1")
    assert run("--expect", "a" * 8).exit_code == 0
    assert run("--expect", B).exit_code == 1
    assert run("--expect", "").exit_code == 2


def test_who_has_been_silent_for_long_does_not_count(report, run):
    report("web-1")
    report("web-2", active=B, wanted=B, ago=90)
    quiet = run()
    assert quiet.exit_code == 0
    assert "web-2\tSILENT" in quiet.output
    assert "1 of 1 serve" in quiet.output


def test_nobody_at_all_is_a_failure(store_url, run):
    nobody = run()
    assert nobody.exit_code == UNCLEAR
    assert "no process reports" in nobody.output


def test_what_is_expected_is_waited_for(report, run):
    report("web-1", active=A, wanted=A)

    def later():
        time.sleep(0.3)
        report("web-1", active=B, wanted=B)

    changing = threading.Thread(target=later)
    changing.start()
    waited = run("--expect", B, "--wait", "60")
    changing.join()
    assert waited.exit_code == 0, waited.output


def test_the_same_as_data(report, run):
    report("web-1")
    said = json.loads(run("--format", "json").stdout)
    assert (said["fine"], said["expected"], said["serving"], said["live"]) == (True, A, 1, 1)
    assert said["runtimes"][0]["name"] == "web-1"


def test_without_a_database_it_says_where_it_looked(tmp_path, run):
    nowhere = run()
    assert nowhere.exit_code == 2
    assert f"there is no database at {tmp_path / 'state/frontdesk.sqlite'}" in nowhere.output


def test_a_database_that_cannot_be_asked_is_no_traceback(store_url, run, tmp_path):
    (tmp_path / "state/frontdesk.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    broken = run()
    assert broken.exit_code == UNCLEAR
    assert "Error: the database cannot be asked" in broken.output


@pytest.fixture
def served(release, services, settings):
    """A machine with its status page on a port of this one."""
    from dataclasses import replace

    told = replace(settings, name="web-1", status_token=TOKEN)
    current = Current(told)
    Reporter(told, services, current, "web-1.1.ab").report()
    layer = ReadyPages(current, lambda *_: (), operators=StatusPages(told, current, services))
    Counts(told.state)

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    with make_server("127.0.0.1", 0, layer, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_status_page_is_asked_with_a_token_that_is_named_and_never_shown(served, run, release):
    for address in (served, f"{served}/-/status"):
        fine = run("--url", address, "--token", "env:OPERATORS", "--expect", release.root_digest)
        assert fine.exit_code == 0, fine.output
        assert "1 of 1 serve" in fine.output
        assert TOKEN not in fine.output


def test_a_page_that_does_not_answer_is_a_failure_with_its_reason(served, run, monkeypatch):
    gone = run("--url", served, "--url", "http://127.0.0.1:1", "--token", "env:OPERATORS")
    assert gone.exit_code == UNCLEAR
    assert "http://127.0.0.1:1\tUNREACHABLE" in gone.output
    monkeypatch.setenv("OPERATORS", "another")
    other = run("--url", served, "--token", "env:OPERATORS")
    assert other.exit_code == UNCLEAR
    assert "the token is not the one of FRONTDESK_STATUS_TOKEN there" in other.output
    nowhere = run("--url", f"{served}/en/", "--token", "env:OPERATORS")
    assert nowhere.exit_code == UNCLEAR


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--url", "http://127.0.0.1:1", "--token", TOKEN), "never itself"),
        (("--url", "http://127.0.0.1:1", "--token", "env:NO_SUCH_VARIABLE"), "is not there"),
        (("--url", "http://127.0.0.1:1", "--token", "file:/no/such/file"), "is not there"),
        (("--url", "http://127.0.0.1:1"), "one --token for all addresses"),
        (("--url", "help.example", "--token", "env:OPERATORS"), "is no web address"),
        (("--token", "env:OPERATORS"), "--token is for --url"),
    ],
)
def test_a_call_that_cannot_work_says_what_to_write(run, words, told):
    wrong = run(*words)
    assert wrong.exit_code == 2
    assert told in wrong.output


def test_a_process_that_two_installations_know_is_one():
    row = {"name": "web-1", "id": "web-1.1.ab", "state": "ACTIVE", "active": A, "wanted": A}
    assert len(of_data([{"runtimes": [row]}, {"runtimes": [row, {**row, "id": "web-2.1.ab"}]}]).processes) == 2
    here = {"here": {"name": "web-3", "process": 7, "state": "REFUSED", "refused": {"code": "FD801", "reason": "none"}}}
    [one] = of_data([here]).processes
    assert (one.id, one.code, one.active) == ("web-3.7", "FD801", None)
