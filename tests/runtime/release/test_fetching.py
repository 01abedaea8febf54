"""What is fetched: what is missing and nothing else, never more than was declared, and never twice."""

import hashlib
import json
from collections import Counter
from threading import Lock

import pytest

from runtime.release.mirror import PACK_FROM
from schemas.canonical import digest, to_bytes
from schemas.release import METADATA, PackFile, blob_path, pack_index
from tests.signing import Web, record, tiny

POLL = f"{METADATA}/timestamp.json"


@pytest.fixture
def web(address):
    with Web(address.folder) as web:
        yield web


@pytest.fixture
def fetching(machine, web):
    """A machine that fetches over HTTP."""
    return machine(releases=web.url, poll_seconds=1.0)


def pack(folder, *roots) -> PackFile:
    """Put everything that lies in a folder as files into one pack, or only these blobs."""
    paths = [folder / blob_path(root) for root in roots] or sorted(folder.glob("blobs/*/*"))
    places, data = {}, b""
    for path in paths:
        blob = path.read_bytes()
        places[digest(blob)] = (len(data), len(blob))
        data += blob
        path.unlink()
    data += pack_index(places)
    name = hashlib.sha256(data).hexdigest()[:32]
    (folder / "packs").mkdir(exist_ok=True)
    (folder / "packs" / f"{name}.pack").write_bytes(data)
    return PackFile(name=f"{name}.pack", size=len(data))


def packs_asked(asked) -> list[str]:
    return [path for path in asked if path.startswith("packs/")]


def test_an_idle_poll_is_one_small_request_and_now_and_then_a_look_for_new_keys(address, web, fetching):
    address.release(record(1, tiny(address.folder)))
    assert fetching.root() is not None
    fetching.ask(5)
    web.taken()
    fetching.ask(5)
    assert web.taken() == [POLL]
    fetching.ask(40)
    assert web.taken() == [POLL, f"{METADATA}/2.root.json"]


def test_one_changed_body_costs_what_lies_above_it(address, web, fetching):
    address.release(record(1, tiny(address.folder, brands=20, bodies=3)))
    assert fetching.root() is not None
    root = tiny(address.folder, "changed", brands=20, bodies=3)
    address.release(record(2, root))
    web.taken()
    fetching.ask()
    assert fetching.root() == root
    blobs = [path for path in web.asked if path.startswith("blobs/")]
    assert len(blobs) == 4  # root, bin, shard, body
    assert len(web.asked) == 5 + 4


def test_what_one_release_has_brought_may_come_in_one_pack(address, web, fetching):
    address.release(record(1, tiny(address.folder, brands=20)))
    assert fetching.root() is not None
    before = set(address.folder.glob("blobs/*/*"))
    root = tiny(address.folder, "changed", brands=20)
    fresh = [f"sha256:{path.name}" for path in set(address.folder.glob("blobs/*/*")) - before]
    address.release(record(2, root, packs=(pack(address.folder, *fresh),)))
    web.taken()
    fetching.ask()
    assert fetching.root() == root
    assert len(web.asked) == 5 + 1


def test_a_delta_is_one_request_and_a_damaged_one_no_harm(address, web, fetching):
    address.release(record(1, tiny(address.folder, brands=20)))
    assert fetching.root() is not None
    before = set(address.folder.glob("blobs/*/*"))
    roots = [tiny(address.folder, "two", brands=20)]
    fresh = {path: path.read_bytes() for path in set(address.folder.glob("blobs/*/*")) - before}
    delta = pack(address.folder, *(f"sha256:{path.name}" for path in fresh))
    for path, data in fresh.items():
        path.write_bytes(data)
    address.release(record(2, roots[0], delta=delta))
    web.taken()
    fetching.ask()
    assert fetching.root() == roots[0]
    assert len(web.taken()) == 5 + 1
    address.release(record(3, tiny(address.folder, "three", brands=20), delta=delta))
    (address.folder / "packs" / delta.name).write_bytes(b"x" * delta.size)
    fetching.ask()
    assert (fetching.root(), fetching.code()) == (tiny(address.folder, "three", brands=20), None)


def test_a_rollback_costs_metadata_only(address, web, fetching):
    first = tiny(address.folder, "one", brands=20)
    address.release(record(1, first))
    assert fetching.root() == first
    address.release(record(2, tiny(address.folder, "two", brands=20)))
    fetching.ask()
    web.taken()
    address.release(record(3, first))
    fetching.ask()
    assert fetching.root() == first
    assert [path for path in web.asked if not path.startswith((METADATA, "targets/"))] == []


def test_who_was_away_for_many_releases_fetches_each_blob_once(address, web, fetching):
    address.release(record(1, tiny(address.folder, brands=5)))
    assert fetching.root() is not None
    for number in range(2, 30):
        root = tiny(address.folder, str(number), brands=5)
        address.release(record(number, root))
    web.taken()
    fetching.ask()
    assert fetching.root() == root
    counts = Counter(path for path in web.asked if path.startswith("blobs/"))
    assert set(counts.values()) == {1}
    assert len(counts) == 4


def test_a_download_that_broke_off_goes_on_where_it_ended(address, web, fetching):
    root = tiny(address.folder, brands=1, bodies=12)
    address.release(record(1, root))
    last = json.loads((address.folder / blob_path(root)).read_bytes())["environments"]["test"]
    del last
    bodies = sorted(
        path.name for path in address.folder.glob("blobs/*/*") if path.read_bytes().startswith(b"brand-000 ")
    )
    broken = blob_path(f"sha256:{bodies[-1]}")
    web.spoilt[broken] = lambda handler: handler.send_error(500)
    assert (fetching.root(), fetching.code()) == (None, "FD811")
    had = {path for path in web.taken() if path.startswith("blobs/")}
    web.spoilt.clear()
    fetching.ask()
    assert fetching.root() == root
    again = {path for path in web.taken() if path.startswith("blobs/")}
    assert broken in again
    kept = {path for path in had if path not in again}
    assert len(kept) >= 4


def test_no_more_than_a_few_requests_are_under_way_at_a_time(address, web, fetching):
    address.release(record(1, tiny(address.folder, bodies=60)))
    running, most, lock = 0, 0, Lock()
    plain = web.answer

    def counted(handler) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        plain(handler)
        with lock:
            running -= 1

    web.answer = counted
    assert fetching.root() is not None
    assert 1 < most <= 8 + 1  # one that is answered may still be counted while the next comes in


# Packs


def test_a_pack_of_which_most_is_missing_is_fetched_whole(address, web, fetching):
    root = tiny(address.folder, brands=60)
    told = pack(address.folder)
    address.release(record(1, root, packs=(told,)))
    assert fetching.root() == root
    assert [path for path in web.asked if path.startswith("blobs/")] == []
    assert (fetching.settings.bundle / "packs" / told.name).stat().st_size == told.size
    assert told.size > 0
    assert fetching.restarted().root() == root


def test_a_large_pack_of_which_little_is_missing_is_read_in_parts(address, web, fetching, monkeypatch):
    monkeypatch.setattr("runtime.release.packs.SMALL", 100)
    monkeypatch.setattr("runtime.release.packs.GAP", 100)
    address.release(record(1, tiny(address.folder, "one", bodies=300)))
    assert fetching.root() is not None
    root = tiny(address.folder, "two", brands=20)
    told = pack(address.folder)  # everything old and new
    address.release(record(2, root, packs=(told,)))
    web.taken()
    fetching.ask()
    assert fetching.root() == root
    assert not (fetching.settings.bundle / "packs" / told.name).exists()
    assert web.sent < told.size


def test_a_server_that_ignores_ranges_gives_whole_packs_or_single_blobs(address, web, fetching, monkeypatch):
    monkeypatch.setattr("runtime.release.packs.SMALL", 100)
    web.ranges = False
    root = tiny(address.folder, "two", brands=30)
    blobs = {path: path.read_bytes() for path in address.folder.glob("blobs/*/*")}
    told = pack(address.folder)
    for path, data in blobs.items():
        path.write_bytes(data)
    address.release(record(1, root, packs=(told,)))
    assert (fetching.root(), fetching.code()) == (root, None)


PACKS = {
    "missing": lambda path: path.unlink(),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-30]),
    "grown": lambda path: path.write_bytes(path.read_bytes() + b"x" * 500),
    "other bytes": lambda path: path.write_bytes(b"x" * 40 + path.read_bytes()[40:]),
    "no pack": lambda path: path.write_bytes(b"x" * path.stat().st_size),
}


@pytest.mark.parametrize("small", [True, False], ids=["whole", "looked into"])
@pytest.mark.parametrize("spoil", PACKS.values(), ids=PACKS)
def test_a_pack_that_is_not_what_it_says_is_left_alone(address, web, fetching, monkeypatch, spoil, small):
    monkeypatch.setattr("runtime.release.packs.SMALL", 1_000_000 if small else 100)
    root = tiny(address.folder, brands=30)
    blobs = {path: path.read_bytes() for path in address.folder.glob("blobs/*/*")}
    told = pack(address.folder)
    for path, data in blobs.items():
        path.write_bytes(data)
    spoil(address.folder / "packs" / told.name)
    address.release(record(1, root, packs=(told,)))
    assert (fetching.root(), fetching.code()) == (root, None)
    assert list((fetching.settings.bundle / "packs").glob("*")) == []


@pytest.mark.parametrize("name", ["../../metadata/timestamp.json", "..", "", "/etc/passwd", "a" * 500])
def test_a_pack_s_name_is_never_a_way_to_somewhere_else(address, web, fetching, name):
    root = tiny(address.folder)
    address.release(record(1, root, packs=(PackFile(name=name, size=10),)))
    assert fetching.root() == root
    assert packs_asked(web.asked) == []


def test_a_small_pack_is_taken_apart(address, web, fetching):
    root = tiny(address.folder)
    told = pack(address.folder)
    address.release(record(1, root, packs=(told,)))
    assert fetching.root() == root
    assert len(list(fetching.settings.bundle.glob("blobs/*/*"))) < PACK_FROM
    assert list((fetching.settings.bundle / "packs").glob("*")) == []


# Blobs that are not what they should be


def endless(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(1 << 40))
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        return


def broken_off(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "15")
    handler.end_headers()
    handler.wfile.write(b"half")


def of_no_length(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"whatever")


ANSWERS = {
    "endless": (endless, "FD817"),
    "broken off": (broken_off, "FD811"),
    "of no length": (of_no_length, "FD811"),
    "not there": (lambda handler: handler.send_error(404), "FD822"),
    "forbidden": (lambda handler: handler.send_error(403), "FD822"),
    "at fault": (lambda handler: handler.send_error(501), "FD811"),
}


@pytest.mark.parametrize(("answer", "code"), ANSWERS.values(), ids=ANSWERS)
def test_a_body_that_does_not_come_as_declared_refuses_the_release(address, web, fetching, answer, code):
    root = tiny(address.folder)
    body = next(path for path in address.folder.glob("blobs/*/*") if path.read_bytes().startswith(b"brand-000 "))
    address.release(record(1, root))
    web.spoilt[blob_path(f"sha256:{body.name}")] = answer
    assert (fetching.root(), fetching.code()) == (None, code)
    assert not (fetching.settings.bundle / blob_path(f"sha256:{body.name}")).exists()
    assert list(fetching.settings.bundle.glob("**/*.part")) == []
    assert sum(path.stat().st_size for path in fetching.settings.bundle.rglob("*") if path.is_file()) < 5_000


def test_other_bytes_of_the_same_length_are_refused(address, web, fetching):
    root = tiny(address.folder)
    address.release(record(1, root))
    body = next(path for path in address.folder.glob("blobs/*/*") if path.read_bytes().startswith(b"brand-000 "))
    body.write_bytes(b"x" * body.stat().st_size)
    assert (fetching.root(), fetching.code()) == (None, "FD823")


@pytest.mark.parametrize("name", ["sha256:../../../../escaped", "../../escaped", "sha256:" + "0" * 63, ""])
def test_a_digest_is_never_a_way_to_somewhere_else(address, web, fetching, name):
    bins = {"00": name}
    told = {"format": 1, "language": 1, "rules": 1, "compiler": "0", "bins": bins, "environments": {}}
    root = json.loads((address.folder / blob_path(tiny(address.folder))).read_bytes())
    data = to_bytes({**told, **{key: root[key] for key in ("language", "rules")}})
    (address.folder / blob_path(digest(data))).parent.mkdir(exist_ok=True)
    (address.folder / blob_path(digest(data))).write_bytes(data)
    address.release(record(1, digest(data)))
    assert (fetching.root(), fetching.code()) == (None, "FD804")
    assert not any("escaped" in path for path in web.asked)
