"""A release that some portals try: theirs alone, counted by the whole machine, and ended by its errors."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.ready import ReadyPages
from runtime.release.acting import Releases
from runtime.release.activate import activate
from runtime.release.build import PAGES
from runtime.release.canary import FOLDER, Trying
from runtime.release.memory import recall
from runtime.release.source import BundleError
from schemas.release import Canary

ROOT = Path(__file__).parents[3]
ACME, BOLT = "help.acme.example", "help.bolt.example"


class Visitor:
    """Asks a worker's layer, with an application behind it that answers what it is told to."""

    def __init__(self, current):
        self.status = "200 OK"
        self.layer = ReadyPages(current, self._application)

    def _application(self, environ, start_response):
        start_response(self.status, [])
        return (b"",)

    def ask(self, host, path="/en/articles/first"):
        """Status, release mark and body."""
        seen = {}
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": host, "wsgi.input": io.BytesIO()}
        body = b"".join(self.layer(environ, lambda status, headers: seen.update(dict(headers), status=status)))
        return seen["status"], seen.get("X-Release", ""), body.decode()


@pytest.fixture
def roots(publisher):
    """A stable root, and one in which the first article of both brands says another revision."""
    stable = publisher.publish()
    publisher.revision(7, brand="acme")
    return stable, publisher.revision(7, brand="bolt")


@pytest.fixture
def canary(roots):
    return Canary(root=roots[1], portals=("acme/main",), requests=10, errors_per_thousand=100)


def test_the_portals_of_a_canary_are_answered_from_it_and_no_other(shop, roots, canary):
    stable, tried = roots
    shop.offer(stable, canary=canary)
    current = shop.start()
    visitor = Visitor(current)
    for _ in range(2):  # read from the file first, then from what the layer keeps
        for host, root, words in ((ACME, tried, "Revision 7"), (BOLT, stable, "Revision 0")):
            _, mark, page = visitor.ask(host)
            assert (mark, words in page) == (root[7:19], True)
    situation = current.situation()
    assert (situation.state, situation.active, situation.canary.root) == ("CANARY", stable, tried)
    assert current.snapshot.release.root_digest == stable


def test_the_desk_stays_with_the_stable_release(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    visitor = Visitor(shop.start())
    assert visitor.ask(ACME, "/desk/acme/tickets")[1] == roots[0][7:19]
    assert visitor.ask(ACME, "/desks")[1] == roots[1][7:19]


def test_a_portal_that_moves_in_the_canary_is_where_the_canary_says(shop, publisher, clock):
    stable = publisher.publish()
    portal = publisher.files["brands/acme/portals/main.yaml"]
    tried = publisher.publish({"brands/acme/portals/main.yaml": portal.replace("path: /", "path: /support")})
    shop.offer(stable, canary=Canary(root=tried, portals=("acme/main",)))
    visitor = Visitor(shop.start())
    assert "Revision 0" in visitor.ask(ACME, "/support/en/articles/first")[2]
    assert visitor.ask(ACME)[2] == ""  # the application's, which has no portal to answer for
    assert "Revision 0" in visitor.ask(BOLT)[2]


def test_too_many_errors_end_a_canary_and_say_by_which_numbers(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor = Visitor(current)
    for _ in range(8):
        visitor.ask(ACME)
    visitor.status = "500 Oops"
    visitor.ask(ACME, "/en/ask")
    assert current.situation().state == "CANARY"  # nine requests are too few to judge by
    visitor.ask(ACME, "/en/ask")
    situation = current.situation()
    assert (situation.state, situation.refused.code) == ("HALTED", "FD833")
    assert "2 of 10 requests failed, more than 100 in a thousand" in situation.refused.reason
    assert "Revision 0" in visitor.ask(ACME)[2]
    current.refresh()
    assert current.situation().state == "HALTED"


def test_errors_of_other_portals_say_nothing_of_a_canary(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor = Visitor(current)
    visitor.status = "503 Full"
    for _ in range(40):
        visitor.ask(BOLT, "/en/ask")
    assert current.situation().state == "CANARY"
    assert current.situation().canary.numbers.requests == 0


def test_a_canary_within_its_errors_goes_on(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor = Visitor(current)
    for number in range(50):
        visitor.status = "500 Oops" if number % 10 == 9 else "200 OK"
        visitor.ask(ACME, "/en/ask")
    assert (current.situation().state, current.situation().canary.numbers.errors) == ("CANARY", 5)


def test_what_one_worker_has_seen_ends_the_canary_of_every_other(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    first, second = shop.start(), shop.start()
    seen = [Visitor(first), Visitor(second)]
    for turn in range(10):
        seen[turn % 2].status = "500 Oops"
        seen[turn % 2].ask(ACME, "/en/ask")
    assert second.situation().state == "HALTED"
    first.poll()
    assert first.situation().state == "HALTED"
    assert first.situation().refused.reason == second.situation().refused.reason
    assert shop.start().situation().state == "HALTED", "a worker that starts later knows it, too"
    assert Releases(shop.settings, shop).current().tried is None


class Expired:
    """A file of pages that time has passed by."""

    expires = 0.0


def while_it_is_activated(monkeypatch, do):
    """Have something happen between the beginning and the end of the next activation of a canary."""

    def activating(*args, canary=False, **kwargs):
        found = activate(*args, canary=canary, **kwargs)
        if canary:
            monkeypatch.undo()
            do()
        return found

    monkeypatch.setattr("runtime.release.current.activate", activating)


def fail(visitor, times=10):
    visitor.status = "500 Oops"
    for _ in range(times):
        visitor.ask(ACME, "/en/ask")
    visitor.status = "200 OK"


def test_a_canary_that_is_ended_while_its_pages_are_made_again_stays_ended(shop, roots, canary, monkeypatch):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor, tried = Visitor(current), current.serving.tried
    old = replace(tried.snapshot, files={**tried.snapshot.files, "none": Expired()})
    current.serving = replace(current.serving, tried=replace(tried, snapshot=old))
    while_it_is_activated(monkeypatch, lambda: fail(visitor))
    current.refresh()
    assert current.situation().state == "HALTED"
    assert "Revision 0" in visitor.ask(ACME)[2]


def test_a_canary_that_another_process_ends_meanwhile_is_never_served(shop, roots, canary, monkeypatch):
    shop.offer(roots[0], canary=canary)
    visitor = Visitor(shop.start())
    while_it_is_activated(monkeypatch, lambda: fail(visitor))
    late = shop.start()
    assert late.situation().state == "HALTED"
    assert "Revision 0" in Visitor(late).ask(ACME)[2]


def test_a_canary_that_is_known_to_be_ended_is_taken_out_of_service_at_the_next_look(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor, serving = Visitor(current), current.serving
    fail(visitor)
    current.serving = serving
    current.poll()
    assert "Revision 0" in visitor.ask(ACME)[2]


def test_an_end_that_cannot_be_written_down_is_kept_in_mind(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor = Visitor(current)
    folder = current.serving.tried.trying.folder
    (folder / "halted.json").mkdir(parents=True)
    fail(visitor)
    current.refresh()
    assert current.situation().state == "HALTED"
    assert "Revision 0" in visitor.ask(ACME)[2]


def test_a_disk_that_takes_nothing_refuses_the_canary_and_disturbs_nobody(shop, roots, canary):
    shop.offer(roots[0])
    current = shop.start()
    lock = shop.settings.state / "build.lock"
    lock.unlink()
    lock.mkdir()
    shop.offer(roots[0], canary=canary)
    current.refresh()
    assert (current.situation().state, current.situation().active) == ("HALTED", roots[0])
    assert "Revision 0" in Visitor(current).ask(ACME)[2]
    lock.rmdir()
    current.refresh()
    assert current.situation().state == "CANARY"


def test_a_new_record_starts_anew(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    visitor = Visitor(current)
    visitor.status = "500 Oops"
    for _ in range(10):
        visitor.ask(ACME, "/en/ask")
    assert current.situation().state == "HALTED"
    shop.offer(roots[0], canary=canary)
    current.poll()
    assert current.situation().state == "CANARY"
    assert current.situation().canary.numbers.requests == 0
    assert list((shop.settings.state / FOLDER).iterdir()) == [], "the numbers of the one before are gone"


def test_a_canary_ends_when_its_record_is_replaced_by_one_without(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    assert "Revision 7" in Visitor(current).ask(ACME)[2]
    shop.offer(roots[0])
    current.poll()
    assert "Revision 0" in Visitor(current).ask(ACME)[2]
    assert (current.situation().state, current.situation().canary) == ("ACTIVE", None)


def test_a_canary_that_becomes_everybodys_builds_nothing_again(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    built = {path: path.stat().st_ino for path in (shop.settings.state / PAGES).iterdir()}
    shop.offer(roots[1])
    current.poll()
    assert current.snapshot.release.root_digest == roots[1]
    assert current.snapshot.built == 0
    assert {path: path.stat().st_ino for path in (shop.settings.state / PAGES).iterdir()} == built


def test_a_canary_that_is_refused_disturbs_nobody_and_is_tried_again(shop, publisher, roots, canary, clock):
    stable, tried = roots
    blob = publisher.blob(tried)
    whole = blob.read_bytes()
    blob.write_bytes(b"{")
    shop.offer(stable, canary=canary)
    current = shop.start()
    situation = current.situation()
    assert (situation.state, situation.refused.code, situation.active) == ("HALTED", "FD804", stable)
    assert current.refused is None
    assert "Revision 0" in Visitor(current).ask(ACME)[2]
    blob.write_bytes(whole)
    clock.now += 60
    current.poll()
    assert current.situation().state == "CANARY"


def test_a_portal_that_the_canary_does_not_have_refuses_the_canary(shop, roots, canary):
    shop.offer(roots[0], canary=canary.model_copy(update={"portals": ("acme/main", "acme/gone")}))
    situation = shop.start().situation()
    assert (situation.state, situation.refused.code) == ("HALTED", "FD834")
    assert "acme/gone" in situation.refused.reason


def test_a_canary_keeps_its_files_and_nobody_goes_back_to_it(shop, publisher, roots, canary):
    shop.offer(roots[0], canary=canary)
    current = shop.start()
    memory = recall(shop.settings.state)
    assert ([one.root for one in memory.canaries], [one.root for one in memory.releases]) == ([roots[1]], [roots[0]])
    for number in range(3):
        shop.offer(publisher.revision(number + 20), canary=canary)
        current.poll()
    assert current.situation().canary.is_served
    assert {f"{name}.sqlite" for name in memory.canaries[0].files} <= {
        path.name for path in (shop.settings.state / PAGES).iterdir()
    }
    shop.offered = None
    assert shop.start().snapshot.release.root_digest != roots[1]


def test_tickets_of_a_canarys_portals_are_handled_by_the_canary(shop, roots, canary):
    shop.offer(roots[0], canary=canary)
    acting = Releases(shop.settings, shop).current()
    assert acting.of("acme", "main").root_digest == roots[1]
    assert acting.of("bolt", "main").root_digest == roots[0]
    assert shop.start().serving.acting.of("acme", "main").root_digest == roots[1]


COUNT = """
import sys, json
from pathlib import Path
from runtime.release.canary import Trying
from schemas.release import ReleaseRecord
trying = Trying(Path(sys.argv[1]), ReleaseRecord.model_validate_json(sys.argv[2]))
for number in range(500):
    trying.count(failed=number % 5 == 0)
"""


def test_four_processes_count_as_one_and_a_dead_one_is_not_forgotten(shop, roots, canary):
    record = shop.offer(roots[0], canary=canary)
    shop.settings.state.mkdir(exist_ok=True)
    command = [sys.executable, "-c", COUNT, str(shop.settings.state), record.model_dump_json()]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(command, env=variables) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    numbers = Trying(shop.settings.state, record).numbers()
    assert (numbers.requests, numbers.errors) == (2000, 400)


def test_what_was_denied_is_not_gone_back_to(shop, publisher):
    bad, good = publisher.revision(1), publisher.revision(2)
    for root in (bad, good):
        shop.offer(root)
        shop.start()
    publisher.blob(good).unlink()
    shop.offered, shop.denied = None, (bad,)
    assert shop.start().serving is None, "the only other release was denied"
    shop.denied = ()
    assert shop.start().snapshot.release.root_digest == bad


def test_an_address_that_does_not_answer_is_told_and_nothing_is_called_refused(shop, publisher):
    shop.offer(publisher.publish())
    shop.offered = replace(shop.offered, origin="store", refused=BundleError("FD811", "no route to host"))
    situation = shop.start().situation()
    assert (situation.state, situation.refused.code, situation.sequence) == ("ACTIVE", "FD811", 1)
    shop.offered = replace(shop.offered, refused=BundleError("FD813", "signed by nobody we know"))
    current = shop.start()
    assert (current.situation().state, current.refused.code) == ("REFUSED", "FD813")
    assert current.serving is not None, "what was accepted before is served"


def test_an_old_offer_is_served_and_alarmed_and_then_news_again(shop, publisher, clock):
    root = publisher.publish()
    shop.offer(root, fresh_until=clock.now + 60)
    current = shop.start()
    assert current.situation().state == "ACTIVE"
    clock.now += 61
    current.changed.clear()
    current.poll()
    assert current.changed.is_set()
    situation = current.situation()
    assert (situation.state, situation.refused.code, situation.active) == ("STALE", "FD814", root)
    shop.offered = replace(shop.offered, fresh_until=clock.now + 60)
    shop._count += 1
    current.poll()
    assert current.situation().state == "ACTIVE"


def test_readiness_says_which_release_it_is_and_where_from(shop, roots):
    shop.offer(roots[0], origin="store", fresh_until=0)
    status, _, body = Visitor(shop.start()).ask("10.0.0.1", "/readyz")
    facts = json.loads(body)
    assert (status, facts["sequence"], facts["origin"], facts["stale"]) == ("200 OK", 1, "store", True)
