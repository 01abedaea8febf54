"""Signed releases: what is accepted, what is kept of it, what is offered when something is wrong.

Bugs that another system's users have met carry its numbers (open-policy-agent/opa).
"""

import fcntl
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner

from runtime.release.current import Current
from runtime.release.offers import FolderOffers
from runtime.release.source import BundleError
from runtime.settings import SettingsError, read_settings
from schemas.release import METADATA, Canary, Denied, blob_path
from tests.signing import Web, record, tiny

YEARS = 86_400 * 3650


@pytest.fixture
def publish(publisher, address):
    """Compile a revision and publish it well signed; its root."""

    def go(number: int, sequence: int | None = None, **more) -> str:
        root = publisher.revision(number)
        address.upload(publisher.bundle)
        address.release(record(sequence or number, root, **more))
        return root

    return go


@pytest.fixture
def serving_process(signed_settings, clock):
    """A web process that has just been started, without its watch."""
    return lambda **changed: Current(replace(signed_settings, **changed), clock)


def follow(current, clock, seconds=60.0) -> None:
    clock.now += seconds
    current._offers.ask()
    current.poll()


def text(current) -> str:
    place = next(place for place in current.snapshot.release.places if place.brand.id == "acme")
    return current.snapshot.page(place, "/en/articles/first").plain.decode()


def served(current) -> str | None:
    return current.snapshot.release.root_digest if current.snapshot else None


def kept(settings) -> list[Path]:
    """The folders of accepted releases, the oldest first."""
    return sorted((settings.state / "accepted").iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Being served


def test_a_signed_release_is_served_and_followed(publish, serving_process, clock):
    publish(1)
    current = serving_process()
    assert "Revision 1" in text(current)
    second = publish(2)
    follow(current, clock)
    assert (served(current), current.refused) == (second, None)
    assert "Revision 2" in text(current)


def test_a_start_before_anything_is_published_says_so_and_serves_when_there_is(publish, serving_process, clock):
    current = serving_process()
    assert (current.snapshot, current.refused.code) == (None, "FD812")
    first = publish(1)
    follow(current, clock)
    assert (served(current), current.refused) == (first, None)


def test_keys_without_a_release_are_nothing_published(address, machine):
    address.sign({})
    assert machine().code() == "FD812"


def test_a_rollback_is_followed_like_any_release(publish, publisher, address, serving_process, clock):
    first, second = publish(1), publish(2)
    current = serving_process()
    assert served(current) == second
    address.release(record(3, first, denied=(Denied(root=second, reason="broken menu", since=3),)))
    follow(current, clock)
    assert (served(current), current.refused) == (first, None)


def test_opa_5020_the_time_of_activation_moves_only_with_the_root(publish, address, serving_process, clock):
    root = publish(1)
    current = serving_process()
    moment = current.snapshot.activated_at
    address.release(record(1, root))  # signed again, as happens every few weeks
    follow(current, clock)
    assert len(kept(current._settings)) == 1
    assert current.snapshot.activated_at == moment
    publish(2)
    follow(current, clock)
    assert current.snapshot.activated_at == clock.now > moment


def test_a_canary_is_fetched_with_its_release(address, machine):
    stable, canary = (tiny(address.folder, word) for word in ("stable", "canary"))
    address.release(record(1, stable, canary=Canary(root=canary, portals=("acme/main",))))
    found = machine()
    assert found.root() == stable
    assert (found.settings.bundle / blob_path(canary)).exists()


# Refusals


def test_opa_2220_a_release_that_could_not_be_had_is_tried_again(address, machine):
    first, second = tiny(address.folder, "one"), tiny(address.folder, "two")
    address.release(record(1, first))
    found = machine()
    assert found.root() == first
    away = address.folder.parent / "away"
    (address.folder / blob_path(second)).rename(away)
    address.release(record(2, second))
    found.ask()
    assert (found.root(), found.code()) == (first, "FD822")
    away.rename(address.folder / blob_path(second))  # nothing else at the address has changed
    found.ask()
    assert (found.root(), found.code()) == (second, None)


def test_opa_2220_a_release_that_failed_to_activate_is_tried_again(publish, serving_process, clock, signed_settings):
    publish(1)
    current = serving_process()
    second = publish(2)
    blocked = signed_settings.state / "pages"
    shutil.rmtree(blocked)
    blocked.touch()  # no page can be written
    follow(current, clock)
    assert current.refused.code == "FD809"
    blocked.unlink()
    follow(current, clock)
    assert (served(current), current.refused) == (second, None)


def test_what_is_refused_is_left_alone_for_a_while_unless_the_address_changes(address, machine):
    roots = [tiny(address.folder, word) for word in ("one", "two", "three")]
    address.release(record(1, roots[0]))
    with Web(address.folder) as web:
        found = machine(releases=web.url, poll_seconds=1.0)
        assert found.root() == roots[0]
        address.release(record(2, roots[1]), signers={"targets": []})
        for _ in range(6):
            found.ask(2.0)
        web.taken()
        found.ask(2.0)
        assert (found.code(), web.taken()) == ("FD813", [f"{METADATA}/timestamp.json"])
        address.release(record(3, roots[2]))
        found.ask(2.0)
        assert (found.root(), found.code()) == (roots[2], None)


def test_an_older_release_is_refused_however_well_it_is_signed(address, machine):
    roots = [tiny(address.folder, word) for word in ("one", "two")]
    address.release(record(7, roots[0]))
    found = machine()
    assert found.root() == roots[0]
    for sequence in (6, 7):
        address.release(record(sequence, roots[1]))
        found.ask()
        assert (found.root(), found.code()) == (roots[0], "FD815")


def test_an_older_release_is_refused_even_if_python_tuf_s_notes_are_lost(address, machine, tmp_path):
    roots = [tiny(address.folder, word) for word in ("one", "two")]
    address.release(record(1, roots[0]))
    shutil.copytree(address.folder, tmp_path / "then")
    address.release(record(1, roots[0]))
    found = machine()
    assert found.root() == roots[0]
    shutil.rmtree(address.folder)
    (tmp_path / "then").rename(address.folder)
    shutil.rmtree(found.settings.state / "seen")
    found.ask()
    assert found.code() == "FD815"


def test_a_release_that_offers_what_it_denies_is_refused(address, machine):
    root = tiny(address.folder)
    address.release(record(1, root, denied=(Denied(root=root, reason="it was a mistake", since=1),)))
    found = machine()
    assert (found.root(), found.code()) == (None, "FD820")


def test_a_record_of_the_future_is_refused(address, machine):
    address.sign({"release.json": b'{"format": 2, "novelty": true}'})
    assert machine().code() == "FD819"


def test_a_bundle_of_the_future_is_refused_before_it_is_fetched(address, machine):
    root = tiny(address.folder)
    path = address.folder / blob_path(root)
    future = path.read_bytes().replace(b'"format":1', b'"format":2')
    from schemas.canonical import digest

    (address.folder / blob_path(digest(future))).parent.mkdir(exist_ok=True)
    (address.folder / blob_path(digest(future))).write_bytes(future)
    address.release(record(1, digest(future)))
    assert machine().code() == "FD806"


def test_a_folder_that_cannot_be_written_refuses_and_nothing_more(address, machine):
    root = tiny(address.folder)
    address.release(record(1, root))
    found = machine()
    found.settings.state.mkdir()
    found.settings.bundle.touch()
    assert (found.root(), found.code()) == (None, "FD825")
    found.settings.bundle.unlink()
    found.ask()
    assert found.root() == root


# No unsigned way in


def test_ghsa_g2pf_6v5v_qcc8_without_signatures_nothing_is_taken_whatever_keys_are_configured(
    publisher, address, machine, release_settings, clock
):
    root = publisher.revision(1)
    address.upload(publisher.bundle)
    address.release(record(1, root))
    found = machine()
    assert found.root() == root
    shutil.rmtree(address.folder / METADATA)  # the signatures are stripped, everything else stays
    found.ask()
    assert (found.root(), found.code()) == (root, "FD812")
    shutil.copy(publisher.bundle / "current.json", address.folder)  # and an unsigned pointer put in their place
    found.ask()
    assert (found.root(), found.code()) == (root, "FD824")
    bare = machine(state=found.settings.state.parent / "bare", bundle=found.settings.state.parent / "bare" / "fetched")
    assert (bare.root(), bare.code()) == (None, "FD824")
    with_keys = replace(release_settings, trust=address.trust)
    with pytest.raises(BundleError, match="keys are configured") as refused:
        FolderOffers(with_keys).look()
    assert refused.value.code == "FD824"
    assert Current(with_keys, clock).snapshot is None


TRUST = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:200]),
    "not signed": lambda path: path.write_bytes(path.read_bytes().replace(b'"sig":"', b'"sig":"00')),
    "a timestamp": lambda path: shutil.copy(path.parent / "address" / METADATA / "timestamp.json", path),
}


@pytest.mark.parametrize("spoil", TRUST.values(), ids=TRUST)
def test_ghsa_g2pf_6v5v_qcc8_keys_that_cannot_be_read_are_not_no_keys(address, machine, spoil):
    address.release(record(1, tiny(address.folder)))
    found = machine()
    assert found.root() is not None
    spoil(address.trust)
    started = found.restarted()
    assert (started.root(), started.code()) == (None, "FD821")


@pytest.mark.parametrize("trust", [None, ""])
def test_an_address_without_keys_is_no_installation(trust, tmp_path):
    variables = {
        "FRONTDESK_STATE": str(tmp_path),
        "FRONTDESK_SECRET_KEY": "0" * 32,
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_RELEASES": "https://releases.example/portals",
        **({} if trust is None else {"FRONTDESK_TRUST": trust}),
    }
    with pytest.raises(SettingsError, match="FRONTDESK_TRUST"):
        read_settings(variables)


def test_what_a_development_bundle_has_left_is_not_served_once_there_are_keys(
    publisher, release_settings, serving_process, clock
):
    publisher.revision(1)
    assert Current(release_settings, clock).snapshot is not None
    shutil.copytree(publisher.bundle, release_settings.state / "fetched")
    current = serving_process(releases="file:///nowhere-at-all")
    assert (current.snapshot, current.refused.code) == (None, "FD812")


# What is kept


def test_opa_3472_what_is_kept_is_what_was_received_byte_for_byte(address, machine):
    root = tiny(address.folder)
    address.release(record(1, root))
    found = machine()
    assert found.root() == root
    folder = kept(found.settings)[0]
    files = contents(folder)
    assert {f"{METADATA}/timestamp.json", f"{METADATA}/1.snapshot.json", f"{METADATA}/1.targets.json"} < set(files)
    assert {name: address.read(name) for name in files} == files
    shutil.rmtree(address.folder)
    assert found.restarted().root() == root
    assert contents(folder) == files


def test_opa_2824_the_keys_are_asked_for_what_is_kept_too(address, machine, tmp_path):
    address.release(record(1, tiny(address.folder)))
    found = machine()
    assert found.root() is not None
    shutil.rmtree(address.folder)
    from tests.signing import SignedAddress

    other = SignedAddress(tmp_path / "other")
    started = machine(trust=other.trust)
    assert (started.root(), started.code()) == (None, "FD812")


SPOILT = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-20]),
    "flipped": lambda path: path.write_bytes(path.read_bytes().replace(b"1", b"2", 1)),
    "gone": Path.unlink,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_opa_3840_whatever_is_damaged_of_what_was_kept_a_start_is_a_start(address, machine, spoil):
    roots = [tiny(address.folder, word) for word in ("one", "two")]
    found = machine()
    for number, root in enumerate(roots, 1):
        address.release(record(number, root))
        found.ask()
    assert found.root() == roots[1]
    address.folder.rename(address.folder.with_name("away"))
    newest = kept(found.settings)[-1]
    for name in contents(newest):
        if name.endswith("1.root.json"):
            continue  # what is trusted comes from outside; this copy is for others
        whole = (newest / name).read_bytes()
        spoil(newest / name)
        assert found.restarted().root() == roots[0], name
        shutil.rmtree(newest / name) if (newest / name).is_dir() else None
        (newest / name).write_bytes(whole)
    assert found.restarted().root() == roots[1]
    for each in kept(found.settings):
        spoil(each / METADATA / "timestamp.json")
    started = found.restarted()
    assert (started.root(), started.code()) == (None, "FD812")
    address.folder.with_name("away").rename(address.folder)
    started.ask()
    assert started.root() == roots[1]


def test_odd_things_among_what_was_kept_disturb_nobody(address, machine):
    root = tiny(address.folder)
    address.release(record(1, root))
    found = machine()
    assert found.root() == root
    home = found.settings.state / "accepted"
    (home / "999999999999-000000000000").mkdir()
    (home / "9-9").touch()
    (home / "notes.txt").touch()
    for name in ("accepted.json", "asked.json", "asked"):
        (found.settings.state / name).write_bytes(b"\x00\xff{")
    (found.settings.state / "keeping-left").mkdir()
    assert found.restarted().root() == root


def test_the_last_few_releases_are_kept(address, machine):
    found = machine()
    for number in range(1, 6):
        address.release(record(number, tiny(address.folder, str(number))))
        found.ask()
    assert [path.name[:12] for path in kept(found.settings)] == ["000000000003", "000000000004", "000000000005"]


def test_blobs_that_nothing_needs_are_removed_and_others_stay(address, machine):
    found = machine()
    roots = []
    for number in range(12, 18):
        roots.append(tiny(address.folder, str(number)))
        address.release(record(number, roots[-1]))
        found.ask()
    there = [(found.settings.bundle / blob_path(root)).exists() for root in roots]
    assert there == [False, False, True, True, True, True]
    assert found.root() == roots[-1]


# Where it comes from, and how old it is


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


# Denied


@pytest.fixture
def rolled_back(address, machine):
    """A machine that has followed a roll-back, and the roots: good, bad."""
    good, bad = (tiny(address.folder, word) for word in ("good", "bad"))
    found = machine()
    for told in (
        record(1, good),
        record(2, bad),
        record(3, good, denied=(Denied(root=bad, reason="broken menu", since=3),)),
    ):
        address.release(told)
        found.ask()
    assert found.root() == good
    return found, good, bad


def test_what_is_denied_is_not_served_again_from_what_was_kept(rolled_back, address):
    found, good, bad = rolled_back
    shutil.rmtree(address.folder)
    started = found.restarted()
    assert (started.root(), started.offers.may_serve(good), started.offers.may_serve(bad)) == (good, True, False)


def test_what_is_denied_stays_denied_when_the_denial_itself_is_damaged(rolled_back, address):
    found, good, bad = rolled_back
    shutil.rmtree(address.folder)
    shutil.rmtree(kept(found.settings)[-1])
    started = found.restarted()
    assert (started.root(), started.offers.may_serve(bad)) == (good, False)


def test_a_start_does_not_fall_back_to_what_is_denied(
    publish, publisher, address, serving_process, signed_settings, clock
):
    first, bad = publish(1), publish(2)
    current = serving_process()
    assert served(current) == bad
    third = publish(3, denied=(Denied(root=bad, reason="broken menu", since=3),))
    clock.now += 60
    current._offers.ask()
    (signed_settings.bundle / blob_path(third)).write_bytes(b"damaged")
    started = serving_process()
    assert (served(started), started.refused.code) == (None, "FD804")
    follow(started, clock)
    assert served(started) == third
    assert first != bad


# Many processes


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
    from runtime.release.signed import SignedOffers

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


# Damage on this machine


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


def test_the_day_that_is_handed_in_decides_what_has_expired(address, machine, clock):
    address.release(record(1, tiny(address.folder)), until=datetime.fromtimestamp(clock.now + 10, UTC))
    assert machine().root() is not None
    clock.now += 20
    assert (
        machine(state=address.folder.parent / "other", bundle=address.folder.parent / "other/fetched").code() == "FD814"
    )
