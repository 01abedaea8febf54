"""Several processes of one machine, and damage on its disk."""

import fcntl
import random
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.release.signed import SignedOffers
from runtime.release.source import BundleError
from schemas.release import METADATA, blob_path
from tests.signing import Web, follow, record, served, tiny


def test_what_one_process_accepts_the_others_notice(address, machine, clock):
    roots = [tiny(address.folder, word) for word in ("one", "two")]
    address.release(record(1, roots[0]))
    one, two = machine(), machine()
    assert (one.root(), two.root()) == (roots[0], roots[0])
    before = two.offers.trace()
    address.release(record(2, roots[1]))
    one.ask()
    assert two.offers.trace() != before
    assert two.root() == roots[1]
    before = two.offers.trace()
    address.sign({}, signers={"timestamp": []})
    one.ask()
    assert two.offers.trace() != before
    assert two.code() == "FD813"


def test_one_process_of_a_machine_asks(address, machine, clock):
    address.release(record(1, tiny(address.folder)))
    with Web(address.folder) as web:
        several = [machine(releases=web.url, poll_seconds=10.0) for _ in range(4)]
        assert len({each.root() for each in several}) == 1
        web.taken()
        clock.now += 15
        for each in several:
            each.offers.ask()
        assert web.taken() == [f"{METADATA}/timestamp.json"]


def test_who_asks_is_not_waited_for(address, machine):
    address.release(record(1, tiny(address.folder)))
    found = machine()
    assert found.root() is not None
    address.release(record(2, tiny(address.folder, "two")))
    with (found.settings.state / "fetch.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        before = found.root()
        found.ask()
        assert found.root() == before
    found.ask()
    assert found.root() != before


def test_machines_do_not_ask_at_the_same_moment(address, signed_settings, clock):
    address.release(record(1, tiny(address.folder)))
    SignedOffers(signed_settings, clock).look()
    chance = random.Random(7).random
    waits = set()
    for _ in range(20):
        offers = SignedOffers(replace(signed_settings, poll_seconds=100.0), clock, chance)
        began = clock.now
        while not offers._is_due():
            clock.now += 1
        waits.add(clock.now - began)
        clock.now = began
    assert len(waits) > 5
    assert min(waits) >= 80
    assert max(waits) <= 121


DAMAGE = {
    "other bytes": lambda path: path.write_bytes(b"x" * path.stat().st_size),
    "gone": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_blob_is_found_before_it_is_served_and_fetched_again(
    publish, serving_process, clock, signed_settings, damage
):
    root = publish(1)
    current = serving_process()
    assert served(current) == root
    shard = next(iter(current.snapshot.release.brands.values())).shard_digest
    damage(signed_settings.bundle / blob_path(shard))
    started = serving_process()
    assert started.refused.code in {"FD803", "FD804"}
    follow(started, clock)
    assert (served(started), started.refused) == (root, None)
    assert list((signed_settings.bundle / "aside").iterdir()) == []


def test_a_damaged_blob_that_the_address_has_lost_is_asked_for_no_longer(address, machine):
    root = tiny(address.folder)
    address.release(record(1, root))
    found = machine()
    assert found.root() == root
    mirror = found.offers._mirror
    (found.settings.bundle / blob_path(root)).unlink()
    with pytest.raises(BundleError):
        mirror.blob(root)
    assert mirror.aside() == (root,)
    (address.folder / blob_path(root)).unlink()
    found.ask()
    assert mirror.aside() == ()
