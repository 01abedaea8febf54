"""What a machine keeps of signed releases: byte for byte, proved again at every start, never what was denied.

Bugs that users of another system have met carry its numbers there (open-policy-agent/opa).
"""

import shutil
from pathlib import Path

import pytest

from schemas.release import METADATA, Denied, blob_path
from tests.signing import SignedAddress, contents, follow, kept, record, served, tiny


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
