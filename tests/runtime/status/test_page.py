"""What operators see, who may see it, and that it is there when nothing else is."""

import gc
import shutil

import pytest
from prometheus_client.parser import text_string_to_metric_families

from runtime.status import page as pages
from runtime.storage import StorageUnavailableError
from schemas.release import Canary


@pytest.fixture
def store_url(migrated_sqlite, tmp_path):
    """One database is enough here: what is asked of it is tested on both beside this."""
    shutil.copy(migrated_sqlite, tmp_path / "store.sqlite")
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


PATHS = ("/-/status", "/-/status?format=json", "/-/metrics")


@pytest.mark.parametrize("path", PATHS)
def test_without_the_token_nobody_is_told_anything(machine, path):
    web = machine()
    web.start()
    wrong = ("", "wrong", "a-token-for-operators-of-this-tesT", "a-token-for-operators-of-this-test-and-more")
    answers = [web.ask(path, token=token) for token in wrong]
    answers += [web.ask(path, token="", authorization=f"Basic {web.settings.status_token}")]
    answers += [web.ask(path, token="", authorization=web.settings.status_token)]
    answers += [web.ask(path, token="", authorization="Bearer \xff\u2713")]
    for status, headers, body in answers:
        assert status == 401
        assert headers["WWW-Authenticate"].startswith("Bearer")
        assert "sha256" not in body
        assert "web-1" not in body


@pytest.mark.parametrize("path", [*PATHS, "/-/status.css", "/-/anything"])
def test_without_a_token_configured_the_addresses_do_not_exist(world, path):
    browser = world.browser()
    answer, nowhere = browser.get(path), browser.get("/-/nowhere")
    assert answer.status_code == nowhere.status_code == 404
    assert answer.headers["Content-Type"] == nowhere.headers["Content-Type"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_it_is_kept_by_a_cache_and_it_has_no_script(machine, path):
    web = machine()
    web.start()
    status, headers, body = web.ask(path)
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "<script" not in body


def test_a_head_has_no_body_a_post_is_refused_and_an_unknown_format_is_told(machine):
    web = machine()
    web.start()
    assert web.ask(method="HEAD")[::2] == (200, "")
    assert web.ask(method="POST")[0] == 405
    assert web.ask("/-/status?format=xml")[::2] == (400, "format is html or json\n")
    assert web.ask("/-/elsewhere")[0] == 404


def test_programs_get_json_by_asking_for_it(machine, release):
    web = machine()
    web.start()
    web.turn()
    _, headers, _ = web.ask(accept="application/json")
    assert headers["Content-Type"] == "application/json"
    said = web.json()
    assert said["here"]["active"] == said["runtimes"][0]["active"] == release.root_digest
    assert (said["here"]["state"], said["here"]["sequence"], said["database"]) == ("ACTIVE", 1, "ok")
    assert said["activations"][0]["root"] == release.root_digest
    assert said["queue"] == {"waiting": 0, "oldest": None}


def test_the_page_says_who_published_what_and_how_many_serve_it(machine, release, bundle, address, clock):
    first, second = machine("web-1"), machine("web-2")
    for web in (first, first, second):
        web.start()
    for web in (first, second):
        web.turn()
    other = bundle(triggers=[]).root_digest
    said = {"commit": "4f1c2b", "change": "#12", "published_by": "kim", "note": "Spring prices"}
    address.offer(other, provenance=said, fresh_until=clock.now.timestamp() + 86_400)
    clock.move(seconds=30)
    first.turn()
    words = first.words()
    assert f"2 of 3 processes serve {other[7:19]}" in words
    for fact in ("Release 2", "4f1c2b", "#12", "by kim", "Spring prices", "the release address", "in 24 hours"):
        assert fact in words
    assert f"{release.root_digest[7:19]} → {other[7:19]}" in words
    assert "seen 30 seconds ago" in words


def test_a_refusal_is_the_first_thing_on_the_page_with_its_code_and_what_to_do(machine, address, release):
    web = machine()
    web.start()
    address.offer("sha256:" + "0" * 64)
    web.turn()
    words = web.words()
    assert "FD803 The release offered is not served the bundle lacks sha256:000" in words
    assert "frontdesk explain FD803" in words
    assert f"Root {release.root_digest}" in words
    assert f"Offered sha256:{'0' * 64}" in words


def test_a_canary_is_shown_with_its_numbers(machine, bundle, release, address):
    tried = bundle(triggers=[]).root_digest
    address.offer(release.root_digest, canary=Canary(root=tried, portals=("acme/main",), requests=2))
    web = machine()
    web.start()
    web.turn()
    assert "Canary TRIED" in web.words()
    trying = web.processes[0].serving.tried.trying
    for failed in (True, True):
        trying.count(failed=failed)
    web.processes[0].judge_canary()
    web.turn()
    words = web.words()
    assert "FD833 The canary does not go on" in words
    assert "2 of 2 requests failed" in words
    assert "Canary ENDED" in words
    assert web.json()["runtimes"][0]["canary"] == {
        "root": tried, "portals": ["acme/main"], "requests": 2, "errors": 2, "served": False,
    }  # fmt: skip


def test_without_a_release_the_page_says_so_and_why(machine, address):
    address.offered = None
    web = machine()
    address.offered = None
    web.start()
    web.turn()
    words = web.words()
    assert "FD801" in words
    assert "this machine has no release it may serve" in words
    assert web.json()["here"]["active"] is None


def test_without_a_database_the_page_still_says_what_this_machine_serves(machine, release, monkeypatch):
    web = machine()
    web.start()
    web.turn()

    def away(*_):
        raise StorageUnavailableError("gone")

    monkeypatch.setattr(pages, "look", away)
    words = web.words()
    assert "The database cannot be asked" in words
    assert release.root_digest in words
    assert web.json()["database"] == "unavailable"
    metrics = web.ask("/-/metrics")[2]
    assert "frontdesk_database_up 0.0" in metrics


def test_hostile_words_of_a_record_are_only_words(machine, bundle, address):
    said = {"change": "<script>alert(1)</script>", "published_by": '"><img src=x>', "note": "{{ 7*7 }}"}
    address.offer(bundle(triggers=[]).root_digest, provenance=said)
    web = machine()
    web.start()
    web.turn()
    body = web.ask()[2]
    assert "<script>" not in body
    assert "<img" not in body
    assert "{{ 7*7 }}" in body


def test_metrics_are_what_the_format_says_and_count_for_the_whole_machine(machine, release, address, bundle):
    web = machine()
    web.start()
    web.start()
    web.turn()
    for _ in range(3):
        web.ask("/healthz")
    address.offer("sha256:" + "0" * 64)
    web.turn()
    _, headers, body = web.ask("/-/metrics")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }
    assert found["frontdesk_release_info", "", "network", release.root_digest, "1"] == 1
    assert found["frontdesk_release_state", "REFUSED"] == 1
    assert found["frontdesk_release_state", "ACTIVE"] == 0
    assert found["frontdesk_requests_total", "2xx"] == 3
    assert found["frontdesk_release_refusals_total", "FD803"] == 2
    assert found["frontdesk_activation_seconds_count",] == 2
    assert found["frontdesk_bin_files_total", "built"] == 1
    assert found["frontdesk_bin_files_total", "reused"] == 1
    assert found["frontdesk_outbox_waiting",] == 0
    assert found["frontdesk_runtimes", "REFUSED"] == 2
    assert found["frontdesk_database_up",] == 1


def test_counts_of_a_process_that_is_gone_are_kept(machine):
    web = machine()
    web.start()
    web.ask("/healthz")
    web.layer = None
    web.processes.clear()
    web.reporters.clear()
    gc.collect()
    web.start()
    assert 'frontdesk_requests_total{class="2xx"} 1.0' in web.ask("/-/metrics")[2]
