"""What the publisher publishes, the runtime takes: from a folder, a bucket and a web server, and both ways back."""

from contextlib import ExitStack

import pytest

from compiler.release.publish import promote, resign, roll_back
from runtime.release.fetching import FEW
from tests.publishing import MOMENT, bundle, publish
from tests.signing import Machine, Web, installation

FEWER = {f"brand-{n:02}": {"brand": f"brand {n}", "portals/main": f"portal {n}"} for n in range(40)}
CHANGED = {**FEWER, "brand-07": {"brand": "brand 7", "portals/main": "another"}}


class Clock:
    def __init__(self) -> None:
        self.now = MOMENT.timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["directory", "bucket", "web"])
def place(request, tmp_path):
    """Where it is published, and the address that runtimes are given."""
    with ExitStack() as stack:
        site = request.getfixturevalue("directory" if request.param == "web" else request.param)
        web = stack.enter_context(Web(tmp_path / "releases")) if request.param == "web" else None
        yield site, web.url if web else site.url


def test_releases_are_followed_forwards_and_back(place, office, tmp_path):
    site, url = place
    desk = office.desk(site.open())
    machine = Machine(installation(tmp_path / "machine", url, office.folder / "1.root.json"), Clock())
    assert machine.code() == "FD812"
    first = publish(desk, bundle(tmp_path / "bundle", FEWER))
    machine.ask()
    assert (machine.root(), machine.code()) == (first.record.root, None)
    assert first.uploaded.blobs > FEW
    second = publish(desk, bundle(tmp_path / "bundle", CHANGED))
    machine.ask()
    assert machine.root() == second.record.root
    back = roll_back(desk, None, "broken menu", None)
    machine.ask()
    assert machine.root() == back.record.root == first.record.root
    assert not machine.offers.may_serve(second.record.root)
    resign(desk)
    machine.ask()
    assert (machine.offers.look().record.sequence, machine.code()) == (back.record.sequence, None)
    assert machine.restarted().root() == first.record.root


def test_a_canary_is_fetched_and_promoted(place, office, tmp_path):
    site, url = place
    desk = office.desk(site.open())
    stable = publish(desk, bundle(tmp_path / "bundle", FEWER))
    machine = Machine(installation(tmp_path / "machine", url, office.folder / "1.root.json"), Clock())
    assert machine.root() == stable.record.root
    tried = publish(desk, bundle(tmp_path / "bundle", CHANGED), "brand-07/main")
    machine.ask()
    assert machine.root() == stable.record.root
    assert machine.offers.look().record.canary.root == tried.record.canary.root
    promote(desk, "jin")
    machine.ask()
    assert machine.root() == tried.record.canary.root


def test_following_one_small_change_takes_few_requests_and_bytes(directory, office, tmp_path):
    desk = office.desk(directory.open())
    publish(desk, bundle(tmp_path / "bundle", FEWER))
    with Web(tmp_path / "releases") as web:
        machine = Machine(installation(tmp_path / "machine", web.url, office.folder / "1.root.json"), Clock())
        assert machine.root() is not None
        news = publish(desk, bundle(tmp_path / "bundle", CHANGED))
        web.taken()
        machine.ask()
        assert machine.root() == news.record.root
        assert web.sent < 40_000
        assert len(web.taken()) == 6  # timestamp, next root, snapshot, targets, record, delta
