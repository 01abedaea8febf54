"""Where a release comes from, how old its word is, whose keys count, and what a wrong clock does."""

from datetime import UTC, datetime

import pytest
from securesystemslib.signer import CryptoSigner

from tests.signing import record, tiny

YEARS = 86_400 * 3650


def test_opa_4942_an_offer_says_whether_it_comes_from_the_disk(address, machine):
    address.release(record(1, tiny(address.folder)))
    found = machine()
    assert found.offers.look().origin == "network"
    address.folder.rename(address.folder.with_name("away"))
    started = found.restarted()
    assert (started.offers.look().origin, started.code()) == ("store", None)
    started.ask()
    assert (started.offers.look().origin, started.code()) == ("store", "FD812")
    address.folder.with_name("away").rename(address.folder)
    started.ask()
    assert (started.offers.look().origin, started.code()) == ("network", None)


def test_what_has_expired_is_served_on_and_nothing_new_is_taken_until_it_is_fresh(address, machine, clock):
    roots = [tiny(address.folder, word) for word in ("one", "two", "three")]
    address.release(record(1, roots[0]))
    found = machine()
    assert found.offers.look().fresh_until == address.until().timestamp()
    found.ask(86_400 * 31)
    offer = found.offers.look()
    assert (offer.root, offer.refused.code, offer.fresh_until < clock.now) == (roots[0], "FD814", True)
    assert found.restarted().root() == roots[0]
    address.release(record(2, roots[1]))  # by a publisher whose clock stands still
    found.ask()
    assert (found.root(), found.code()) == (roots[0], "FD814")
    address.now = clock.now
    address.release(record(3, roots[2]))
    found.ask()
    assert (found.root(), found.code()) == (roots[2], None)


@pytest.mark.parametrize("jump", [-YEARS, YEARS])
def test_a_clock_that_is_ten_years_off_bricks_nothing(address, machine, clock, jump):
    roots = [tiny(address.folder, word) for word in ("one", "two", "three")]
    address.release(record(1, roots[0]))
    found = machine()
    assert found.root() == roots[0]
    clock.now += jump
    address.release(record(2, roots[1]))
    found.ask()
    assert found.root() == (roots[1] if jump < 0 else roots[0])
    assert found.restarted().root() == found.root()
    clock.now -= jump
    found.ask()
    assert (found.root(), found.code()) == (roots[1], None)
    address.release(record(3, roots[2]))
    found.ask()
    assert (found.root(), found.code()) == (roots[2], None)


def test_new_keys_are_followed_and_old_ones_forgotten(address, machine):
    roots = [tiny(address.folder, word) for word in ("one", "two", "three")]
    address.release(record(1, roots[0]))
    found = machine()
    before = dict(address.signers)
    assert found.root() == roots[0]
    address.rotate("root")
    address.rotate("targets", "snapshot", "timestamp")
    address.release(record(2, roots[1]))
    found.ask()
    assert (found.root(), found.code()) == (roots[1], None)
    address.release(record(3, roots[2]), signers=before)
    found.ask()
    assert (found.root(), found.code()) == (roots[1], "FD813")
    assert found.restarted().root() == roots[1]


def test_new_root_metadata_that_the_old_keys_have_not_signed_is_refused(address, machine):
    roots = [tiny(address.folder, word) for word in ("one", "two")]
    address.release(record(1, roots[0]))
    found = machine()
    assert found.root() == roots[0]
    for role in ("root", "targets", "snapshot", "timestamp"):
        address.signers[role] = [CryptoSigner.generate_ed25519()]
    address.root_version += 1
    address.write_root()
    address.release(record(2, roots[1]))
    found.ask()
    assert (found.root(), found.code()) == (roots[0], "FD813")


def test_the_day_that_is_handed_in_decides_what_has_expired(address, machine, clock):
    address.release(record(1, tiny(address.folder)), until=datetime.fromtimestamp(clock.now + 10, UTC))
    assert machine().root() is not None
    clock.now += 20
    assert (
        machine(state=address.folder.parent / "other", bundle=address.folder.parent / "other/fetched").code() == "FD814"
    )
