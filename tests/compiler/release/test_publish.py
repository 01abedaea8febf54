"""What is published is there whole or not at all, once, and for whoever asks by any protocol."""

import functools
import http.server
import itertools
import shutil
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from tuf.api.exceptions import BadVersionNumberError, DownloadError

from compiler.release.publish import promote, resign, roll_back
from compiler.release.refusal import RefusedError
from schemas.release import Canary, Provenance
from tests.publishing import MOMENT, Dying, KilledError, bundle, make_office, publish, read_blobs, read_release

FIRST = {"acme": {"brand": "a", "portals/main": "one"}, "bell": {"brand": "b", "portals/main": "two"}}
SECOND = {**FIRST, "bell": {"brand": "b", "portals/main": "changed"}}
MANY = {f"brand-{n}": {"brand": f"brand {n}", "portals/main": f"portal {n}"} for n in range(40)}


def test_what_is_published_can_be_read_by_any_client(site, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", FIRST)
    outcome = publish(office.desk(site.open()), wanted)
    record = read_release(site.base, office.folder, tmp_path / "client")
    assert record == outcome.record
    assert (record.sequence, record.root) == (1, wanted.root)
    assert len(read_blobs(site.base, record.root, record.packs)) == outcome.uploaded.blobs == 9


def test_publishing_again_uploads_nothing_and_makes_no_release(site, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", FIRST)
    desk = office.desk(site.open())
    publish(desk, wanted)
    silent = Dying(site.open(), 1, is_done=False)  # one write would be the end of it
    again = publish(replace(desk, address=silent), wanted)
    assert not again.is_new
    assert not again.is_signed
    assert again.record.sequence == 1


def test_only_what_changed_is_uploaded(site, office, tmp_path):
    desk = office.desk(site.open())
    publish(desk, bundle(tmp_path / "bundle", MANY))
    changed = {**MANY, "brand-7": {"brand": "brand 7", "portals/main": "other"}}
    outcome = publish(desk, bundle(tmp_path / "bundle", changed))
    assert outcome.uploaded.blobs == 4  # the portal, its shard, its bin, the root
    record = read_release(site.base, office.folder, tmp_path / "client")
    assert len(read_blobs(site.base, record.root, record.packs)) > 80


def test_a_fresh_machine_uploads_no_more_than_the_one_that_published_before(directory, office, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", MANY))
    changed = {**MANY, "brand-7": {"brand": "brand 7", "portals/main": "other"}}
    assert publish(office.desk(directory.open()), bundle(tmp_path / "elsewhere", changed)).uploaded.blobs == 4


def test_the_same_digests_lie_in_a_folder_in_a_bucket_and_behind_a_web_server(directory, bucket, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", MANY)
    for site in (directory, bucket):
        publish(office.desk(site.open()), wanted)
        publish(office.desk(site.open()), bundle(tmp_path / "bundle", SECOND))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "releases"))
    handler.log_message = lambda *words: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        bases = [directory.base, bucket.base, f"http://127.0.0.1:{server.server_port}"]
        records = [read_release(base, office.folder, tmp_path / f"client-{n}") for n, base in enumerate(bases)]
        blobs = [read_blobs(base, record.root, record.packs) for base, record in zip(bases, records, strict=True)]
        server.shutdown()
    assert records[0] == records[1] == records[2]
    assert blobs[0] == blobs[1] == blobs[2]


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
def test_a_publisher_killed_at_any_write_leaves_the_old_release_or_the_new_one(directory, office, tmp_path, is_done):
    old, new = bundle(tmp_path / "bundle", FIRST), bundle(tmp_path / "bundle", SECOND)
    publish(office.desk(directory.open()), old)
    shutil.copytree(tmp_path / "releases", tmp_path / "before")
    seen = []
    for last in itertools.count(1):
        shutil.rmtree(tmp_path / "releases")
        shutil.copytree(tmp_path / "before", tmp_path / "releases")
        client = tmp_path / f"client-{last}"
        try:
            publish(office.desk(Dying(directory.open(), last, is_done=is_done)), new)
        except KilledError:
            seen.append(whole(directory, office, client, {1: old.root, 2: new.root}))
            publish(office.desk(directory.open()), new)
            assert whole(directory, office, client, {2: new.root}) == 2
            continue
        break
    assert len(seen) == 9  # four blobs, the pack of them, then record, targets, snapshot, timestamp
    assert set(seen[:-1]) == {1}
    assert seen[-1] == (2 if is_done else 1)


def whole(site, office, client, roots):
    """The number of the release at a site, which is one of these and complete."""
    record = read_release(site.base, office.folder, client)
    read_blobs(site.base, record.root, record.packs)
    assert roots[record.sequence] == record.root
    return record.sequence


def test_the_first_publisher_killed_at_any_write_leaves_nothing_or_everything(bucket, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", FIRST)
    for last in itertools.count(1):
        try:
            publish(office.desk(Dying(bucket.open(), last, is_done=False)), wanted)
        except KilledError:
            with pytest.raises(DownloadError):
                read_release(bucket.base, office.folder, tmp_path / "client")
            continue
        break
    assert last > 4  # record, targets, snapshot, root, timestamp, after the blobs
    assert whole(bucket, office, tmp_path / "client", {1: wanted.root}) == 1


def test_packs_that_were_finished_before_a_kill_are_not_sent_again(directory, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", MANY)
    with pytest.raises(KilledError):
        publish(office.desk(Dying(directory.open(), 2, is_done=False)), wanted)
    assert publish(office.desk(directory.open()), wanted).uploaded.blobs == 0


class Overtaken:
    """An address where somebody else publishes in the moment before the pointer is replaced."""

    def __init__(self, address, act):
        self._address, self._act, self.url = address, act, address.url

    def __getattr__(self, name):
        return getattr(self._address, name)

    def swap(self, path, data, tag):
        self._act()
        return self._address.swap(path, data, tag)


@pytest.mark.parametrize("is_first", [True, False], ids=["first release", "second release"])
def test_of_two_publishers_one_wins_and_the_other_is_told_so(site, office, tmp_path, is_first):
    if not is_first:
        publish(office.desk(site.open()), bundle(tmp_path / "bundle", {"acme": {"brand": "zero"}}))
    mine, theirs = bundle(tmp_path / "bundle", FIRST), bundle(tmp_path / "bundle", SECOND)
    address = Overtaken(site.open(), lambda: publish(office.desk(site.open()), theirs))
    with pytest.raises(RefusedError, match="meanwhile") as refused:
        publish(office.desk(address), mine)
    assert refused.value.code == "FD847"
    client = tmp_path / "client"
    assert read_release(site.base, office.folder, client).root == theirs.root
    publish(office.desk(site.open()), mine)
    assert read_release(site.base, office.folder, client).root == mine.root


def test_two_publishers_at_once_in_one_folder_make_two_releases_or_one(directory, office, tmp_path):
    wanted = [bundle(tmp_path / f"bundle-{n}", {"acme": {"brand": str(n)}}) for n in range(6)]
    refused = []

    def run(each):
        try:
            publish(office.desk(directory.open()), each)
        except RefusedError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=run, args=(each,)) for each in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(refused) <= {"FD847"}
    record = read_release(directory.base, office.folder, tmp_path / "client")
    assert record.sequence == len(wanted) - len(refused)


def test_a_bundle_folder_that_was_touched_is_not_published(directory, office, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST))
    wanted = bundle(tmp_path / "bundle", SECOND)
    for path in (tmp_path / "bundle/blobs").rglob("*"):
        if path.is_file() and path.read_bytes() == b"changed":
            path.write_bytes(b"chan9ed")
    with pytest.raises(RefusedError, match="not what was compiled") as refused:
        publish(office.desk(directory.open()), wanted)
    assert refused.value.code == "FD850"
    assert read_release(directory.base, office.folder, tmp_path / "client").sequence == 1


def test_without_the_keys_nothing_is_written(directory, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", FIRST)
    for keyring in (office.keyring("online"), office.keyring("targets"), office.keyring("root")):
        with pytest.raises(RefusedError) as refused:
            publish(office.desk(directory.open(), keyring=keyring), wanted)
        assert refused.value.code == "FD846"
    assert not (tmp_path / "releases").exists()


def test_keys_of_another_installation_publish_nothing_here(directory, office, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST))
    stranger = make_office(tmp_path / "other")
    with pytest.raises(RefusedError) as refused:
        publish(stranger.desk(directory.open()), bundle(tmp_path / "bundle", SECOND))
    assert refused.value.code == "FD842"


def test_an_expired_root_signs_nothing(directory, office, tmp_path):
    late = office.desk(directory.open(), MOMENT + timedelta(days=366))
    with pytest.raises(RefusedError, match="expired") as refused:
        publish(late, bundle(tmp_path / "bundle", FIRST))
    assert refused.value.code == "FD849"


@pytest.mark.parametrize("name", ["1.snapshot.json", "1.targets.json"])
def test_damaged_metadata_is_not_built_upon(directory, office, tmp_path, name):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST))
    path = tmp_path / "releases/metadata" / name
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":9', 1))
    with pytest.raises(RefusedError, match=name) as refused:
        publish(office.desk(directory.open()), bundle(tmp_path / "bundle", SECOND))
    assert refused.value.code == "FD842"


def test_an_address_that_answers_without_end_is_not_read_to_the_end(directory, office, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST))
    with (tmp_path / "releases/metadata/timestamp.json").open("ab") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(RefusedError, match="more than") as refused:
        publish(office.desk(directory.open()), bundle(tmp_path / "bundle", SECOND))
    assert refused.value.code == "FD842"


def test_metadata_of_before_can_be_put_back_and_clients_that_saw_more_refuse_it(directory, office, tmp_path):
    pointer = tmp_path / "releases/metadata/timestamp.json"
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST))
    replayed = pointer.read_bytes()
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", SECOND))
    read_release(directory.base, office.folder, tmp_path / "client")
    pointer.write_bytes(replayed)
    with pytest.raises(BadVersionNumberError):
        read_release(directory.base, office.folder, tmp_path / "client")
    # A publisher that is shown the past makes a release of a number that was used: clients do not take that either.
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", {"acme": {"brand": "third"}}))
    record = read_release(directory.base, office.folder, tmp_path / "fresh client")
    assert record.sequence == 2


def test_the_online_key_alone_makes_no_release(directory, office, tmp_path):
    """Who steals it can hold readers back, not give them something else: the record is signed by the targets keys."""
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST))
    stolen = office.desk(directory.open(), keyring=office.keyring("online"))
    with pytest.raises(RefusedError):
        publish(stolen, bundle(tmp_path / "bundle", SECOND))
    with pytest.raises(RefusedError):
        roll_back(stolen, None, "because", None)
    resign(stolen)
    assert read_release(directory.base, office.folder, tmp_path / "client").sequence == 1


def test_a_canary_is_for_its_portals_until_it_is_published_for_all(site, office, tmp_path):
    desk = office.desk(site.open())
    old, new = bundle(tmp_path / "bundle", FIRST), bundle(tmp_path / "bundle", SECOND)
    publish(desk, old)
    record = publish(desk, new, "bell/main").record
    assert (record.root, record.canary) == (old.root, Canary(root=new.root, portals=("bell/main",)))
    read_blobs(site.base, new.root, record.packs)
    assert not publish(desk, new, "bell/main").is_new
    final = publish(desk, new)
    assert (final.record.root, final.record.canary, final.uploaded.blobs) == (new.root, None, 0)
    assert read_release(site.base, office.folder, tmp_path / "client") == final.record


def test_a_canary_is_promoted_without_building_anything(directory, office, tmp_path):
    desk = office.desk(directory.open())
    publish(desk, bundle(tmp_path / "bundle", FIRST))
    new = bundle(tmp_path / "bundle", SECOND, Provenance(commit="c" * 40, published_at="2026-03-01T09:00:00Z"))
    publish(desk, new, "bell/main")
    record = promote(desk, "kim").record
    assert (record.sequence, record.root, record.canary) == (3, new.root, None)
    assert (record.provenance.commit, record.provenance.published_by) == ("c" * 40, "kim")
    with pytest.raises(RefusedError, match="no canary is running"):
        promote(desk, "kim")


def test_a_canary_needs_something_to_be_compared_with(directory, office, tmp_path):
    wanted = bundle(tmp_path / "bundle", FIRST)
    with pytest.raises(RefusedError, match="no release yet"):
        publish(office.desk(directory.open()), wanted, "bell/main")
    publish(office.desk(directory.open()), wanted)
    with pytest.raises(RefusedError, match="every portal has"):
        publish(office.desk(directory.open()), wanted, "bell/main")


def test_after_many_packs_everything_is_packed_anew(directory, office, tmp_path, monkeypatch):
    monkeypatch.setattr("compiler.release.publish.PACKS_AT_MOST", 3)
    for turn in range(6):
        brands = {name: {"brand": f"{turn} of {name}", "fixed": name} for name in MANY}
        record = publish(office.desk(directory.open()), bundle(tmp_path / f"bundle-{turn}", brands)).record
        assert len(record.packs) <= 3
        assert len(read_blobs(directory.base, record.root, record.packs)) > 100
