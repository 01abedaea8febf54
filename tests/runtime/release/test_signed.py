"""Signed releases: what is accepted, followed and refused.

Bugs that users of another system have met carry its numbers there (open-policy-agent/opa).
"""

import shutil

from schemas.canonical import digest
from schemas.release import METADATA, Canary, Denied, blob_path
from tests.signing import Web, follow, kept, record, served, text, tiny


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
