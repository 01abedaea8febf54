"""A release is verified, built, tested and only then served; a bad one changes nothing."""

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from runtime.release.build import PAGES, SEARCH
from runtime.release.memory import recall
from schemas.bundle import bin_of
from schemas.canonical import digest, to_bytes

ROOT = Path(__file__).parents[3]


def text(current, brand="acme", path="/en/articles/first") -> str:
    place = next(place for place in current.snapshot.release.places if place.brand.id == brand)
    return current.snapshot.page(place, path).plain.decode()


def served_root(current) -> str | None:
    return current.snapshot.release.root_digest if current.snapshot else None


def test_a_release_is_served_and_followed(publisher, start):
    publisher.revision(1)
    current = start()
    assert "Revision 1" in text(current)
    second = publisher.revision(2)
    current.poll()
    assert served_root(current) == second
    assert "Revision 2" in text(current)
    assert current.refused is None


def test_a_korean_word_of_two_letters_is_found_in_what_is_served(publisher, start):
    publisher.publish()
    current = start()
    place = current.snapshot.release.places[0]
    assert [hit.id for hit in current.snapshot.search(place, "ko", "비밀").hits] == ["first"]


def body_of_first(publisher, root) -> str:
    entry = publisher.shard(root)["entries"]["articles/first/en"]["digest"]
    return json.loads(publisher.blob(entry).read_bytes())["body"]


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


DAMAGE = {
    "flipped bit": (flip, "FD804"),
    "cut short": (cut, "FD808"),
    "grown": (lambda path: path.write_bytes(path.read_bytes() + b" "), "FD808"),
    "missing": (Path.unlink, "FD803"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "FD803"),
}


@pytest.mark.parametrize(("damage", "code"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_blob_refuses_the_release_and_the_old_one_stays(publisher, start, damage, code):
    first = publisher.revision(1)
    current = start()
    second = publisher.revision(2)
    damage(publisher.blob(body_of_first(publisher, second)))
    current.poll()
    assert served_root(current) == first
    assert current.refused.code == code
    assert "sha256:" in current.refused.reason
    assert "Revision 1" in text(current)


@pytest.mark.parametrize("level", ["root", "bin", "shard", "entry", "environment"])
def test_damage_is_found_at_every_level_of_the_tree(publisher, start, level):
    first = publisher.revision(1)
    current = start()
    publisher.files["environments/test.yaml"] = "acme: {host: new.acme.example}\nbolt: {host: help.bolt.example}\n"
    second = publisher.revision(2)
    root = json.loads(publisher.blob(second).read_bytes())
    bin_digest = root["bins"][bin_of("acme")]
    shard = json.loads(publisher.blob(bin_digest).read_bytes())["brands"]["acme"]
    broken = {
        "root": second,
        "bin": bin_digest,
        "shard": shard,
        "entry": publisher.shard(second)["entries"]["articles/first/en"]["digest"],
        "environment": root["environments"]["test"],
    }[level]
    flip(publisher.blob(broken))
    current.poll()
    assert (served_root(current), current.refused.code) == (first, "FD804")


POINTERS = {
    "empty": b"",
    "half": b'{"root": "sha2',
    "not json": b"\x00\xff",
    "other shape": b'{"digest": "x"}',
    "a list": b"[]",
    "deep": b"[" * 10_000,
    "root is a path": b'{"root": "sha256:../../../../etc/passwd", "mode": "development"}',
    "unknown root": b'{"root": "sha256:' + b"0" * 64 + b'", "mode": "development"}',
}


@pytest.mark.parametrize("pointer", POINTERS.values(), ids=POINTERS)
def test_a_pointer_that_leads_nowhere_changes_nothing(publisher, start, pointer):
    first = publisher.publish()
    current = start()
    (publisher.bundle / "current.json").write_bytes(pointer)
    current.poll()
    assert served_root(current) == first
    assert current.refused.code in {"FD802", "FD803", "FD804"}


def test_a_format_of_the_future_is_refused_before_anything_else_is_read(publisher, start):
    first = publisher.publish()
    current = start()
    root = json.loads(publisher.blob(first).read_bytes())
    data = to_bytes({**root, "format": 2, "novelty": "x"})
    publisher.blob(digest(data)).parent.mkdir(exist_ok=True)
    publisher.blob(digest(data)).write_bytes(data)
    publisher.point(digest(data))
    current.poll()
    assert served_root(current) == first
    assert current.refused.code == "FD806"


def test_an_environment_the_bundle_does_not_have_is_named(publisher, release_settings, clock):
    from dataclasses import replace

    from runtime.release.current import Current

    publisher.publish()
    current = Current(replace(release_settings, environment="production"), clock)
    assert current.snapshot is None
    assert current.refused.code == "FD807"
    assert "it has: test" in current.refused.reason


def test_a_blob_the_shard_does_not_list_is_not_trusted(publisher, start):
    first = publisher.publish()
    current = start()
    shard = publisher.shard(first)
    publisher.point(publisher.with_shard(first, {**shard, "blobs": shard["blobs"][1:]}))
    current.poll()
    assert served_root(current) == first
    assert current.refused.code == "FD803"


def test_a_refused_release_is_tried_again_when_its_blob_is_mended(publisher, start, clock):
    publisher.revision(1)
    current = start()
    second = publisher.revision(2)
    blob = publisher.blob(body_of_first(publisher, second))
    whole = blob.read_bytes()
    flip(blob)
    current.poll()
    assert current.refused is not None
    blob.write_bytes(whole)
    clock.now += 1
    current.poll()
    assert served_root(current) == second
    assert current.refused is None


def test_a_refused_release_is_tried_less_and_less_often(publisher, start, clock):
    publisher.revision(1)
    current = start()
    blob = publisher.blob(body_of_first(publisher, publisher.revision(2)))
    whole = blob.read_bytes()
    flip(blob)
    for _ in range(12):
        clock.now += 1000
        current.poll()
    blob.write_bytes(whole)
    clock.now += 29
    current.poll()
    assert current.refused is not None
    clock.now += 2
    current.poll()
    assert current.refused is None


def test_going_back_while_a_release_is_refused_clears_the_refusal(publisher, start):
    first = publisher.revision(1)
    current = start()
    flip(publisher.blob(body_of_first(publisher, publisher.revision(2))))
    current.poll()
    assert current.refused is not None
    publisher.point(first)
    current.poll()
    assert current.refused is None
    assert served_root(current) == first


def test_a_start_with_a_bad_release_serves_the_last_good_one(publisher, start):
    first = publisher.revision(1)
    start()
    flip(publisher.blob(body_of_first(publisher, publisher.revision(2))))
    current = start()
    assert served_root(current) == first
    assert current.refused.code == "FD804"


def test_a_start_without_a_pointer_serves_the_last_good_release(publisher, start):
    first = publisher.revision(1)
    start()
    (publisher.bundle / "current.json").unlink()
    current = start()
    assert served_root(current) == first
    assert current.refused.code == "FD801"


def test_the_last_good_release_is_verified_again_and_the_one_before_it_steps_in(publisher, start):
    first = publisher.revision(1)
    start()
    second = publisher.revision(2)
    start()
    flip(publisher.blob(body_of_first(publisher, second)))
    flip(publisher.blob(body_of_first(publisher, publisher.revision(3))))
    assert served_root(start()) == first


def test_without_any_good_release_there_is_none_and_later_one_is_found(publisher, start):
    current = start()
    assert current.snapshot is None
    assert current.refused.code == "FD801"
    root = publisher.publish()
    current.poll()
    assert served_root(current) == root


@pytest.mark.parametrize("memory", [b"", b"{", b'{"releases": 1}', b"\xff"])
def test_an_unreadable_memory_is_no_memory(publisher, start, release_settings, memory):
    root = publisher.publish()
    release_settings.state.mkdir()
    (release_settings.state / "releases.json").write_bytes(memory)
    assert served_root(start()) == root
    assert [served.root for served in recall(release_settings.state).releases] == [root]


def test_an_unchanged_bin_keeps_its_open_file(publisher, start):
    publisher.revision(1)
    current = start()
    before = dict(current.snapshot.files)
    publisher.revision(2, brand="acme")
    current.poll()
    after = current.snapshot.files
    assert after[bin_of("bolt")] is before[bin_of("bolt")]
    assert after[bin_of("acme")] is not before[bin_of("acme")]


def test_built_files_are_reused_by_the_next_start(publisher, start, release_settings):
    publisher.publish()
    start()
    seen = {path: path.stat().st_ino for path in (release_settings.state / PAGES).iterdir()}
    start()
    assert {path: path.stat().st_ino for path in (release_settings.state / PAGES).iterdir()} == seen


def test_the_files_of_three_releases_are_kept_and_older_ones_swept(publisher, start, release_settings):
    current = start()
    roots = []
    for number in range(5):
        roots.append(publisher.revision(number))
        current.poll()
    assert [served.root for served in recall(release_settings.state).releases] == roots[:1:-1]
    # One bin each for three revisions of acme, and one of bolt, which did not change.
    for folder, suffix in ((PAGES, ".sqlite"), (SEARCH, "")):
        names = {path.name.removesuffix(suffix) for path in (release_settings.state / folder).iterdir()}
        assert len(names) == 4
        assert names == {name for served in recall(release_settings.state).releases for name in served.files}


def test_what_a_killed_builder_left_is_swept(publisher, start, release_settings):
    publisher.revision(1)
    current = start()
    (release_settings.state / PAGES / "0123.sqlite.999.part").write_bytes(b"half")
    (release_settings.state / SEARCH / "0123.999.part").mkdir()
    publisher.revision(2)
    current.poll()
    assert not list(release_settings.state.rglob("*.part"))


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00 but not really"])
def test_a_damaged_page_file_is_built_again(publisher, start, release_settings, content):
    publisher.revision(1)
    start()
    for path in (release_settings.state / PAGES).iterdir():
        path.write_bytes(content)
    current = start()
    assert current.refused is None
    assert "Revision 1" in text(current)


def test_a_damaged_index_is_built_again(publisher, start, release_settings):
    publisher.publish()
    start()
    for path in (release_settings.state / SEARCH).glob("*/meta.json"):
        path.write_bytes(b"{")
    current = start()
    place = current.snapshot.release.places[0]
    assert current.snapshot.search(place, "en", "revision").total == 1


def test_the_moment_of_activation_moves_only_with_the_root(publisher, start, clock):
    publisher.revision(1)
    current = start()
    began = current.snapshot.activated_at
    clock.now += 60
    current.refresh()
    assert current.snapshot.activated_at == began
    publisher.revision(2)
    current.poll()
    assert current.snapshot.activated_at == clock.now


def test_an_old_file_is_closed_when_the_last_request_lets_go_of_its_snapshot(publisher, start):
    publisher.revision(1)
    current = start()
    request = {"snapshot": current.snapshot}
    old = weakref.ref(current.snapshot.files[bin_of("acme")])
    publisher.revision(2)
    current.poll()
    gc.collect()
    place = request["snapshot"].release.places[0]
    assert b"Revision 1" in request["snapshot"].page(place, "/en/articles/first").plain
    del place
    request.clear()
    gc.collect()
    assert old() is None


def test_a_closed_portal_has_no_pages_and_is_not_tested(publisher, start):
    open_portal = publisher.files["brands/bolt/portals/main.yaml"]
    publisher.publish({"brands/bolt/portals/main.yaml": open_portal.replace("enabled: true", "enabled: false")})
    current = start()
    assert current.refused is None
    assert current.snapshot.files[bin_of("bolt")].count == 0


START = """
import os
from runtime.release.current import Current
from runtime.settings import read_settings
current = Current(read_settings(os.environ))
assert current.refused is None, current.refused
print(current.snapshot.release.root_digest)
"""


def test_workers_that_start_together_build_once_and_agree(publisher, release_settings):
    root = publisher.publish()
    variables = {
        **os.environ,
        "FRONTDESK_BUNDLE": str(release_settings.bundle),
        "FRONTDESK_STATE": str(release_settings.state),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": "0123456789abcdef" * 2,
        "PYTHONPATH": str(ROOT),
    }
    workers = [
        subprocess.Popen([sys.executable, "-c", START], env=variables, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert {worker.communicate(timeout=60)[0].split()[-1] for worker in workers} == {root}
    assert len(list((release_settings.state / PAGES).iterdir())) == 2
