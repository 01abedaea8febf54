"""Going back is a new release of something old; what was bad stays out until somebody insists."""

from datetime import timedelta

import pytest

from compiler.release.present import Earlier, look
from compiler.release.publish import DENIED_AT_MOST, resign, roll_back
from compiler.release.refusal import RefusedError
from schemas.release import Provenance
from tests.publishing import MOMENT, Dying, KilledError, bundle, publish, read_blobs, read_release


def tree(words):
    return {"acme": {"brand": words}}


def made(commit):
    return Provenance(commit=commit * 40, change=f"#{commit}", published_at="2026-03-01T09:00:00Z")


@pytest.fixture
def releases(office, directory, tmp_path):
    """Publishes trees called by a letter; gives the desk and what was wanted."""

    def make(*letters):
        desk = office.desk(directory.open())
        wanted = {letter: bundle(tmp_path / "bundle", tree(letter), made(letter)) for letter in letters}
        for letter in letters:
            publish(desk, wanted[letter])
        return desk, wanted

    return make


def test_the_release_before_comes_back_under_a_new_number(releases, directory, office, tmp_path):
    desk, wanted = releases("a", "b")
    record = roll_back(desk, None, "the form was empty", "kim").record
    assert (record.sequence, record.root, record.restores) == (3, wanted["a"].root, 1)
    assert [(each.root, each.reason, each.since) for each in record.denied] == [
        (wanted["b"].root, "the form was empty", 3)
    ]
    assert (record.provenance.commit, record.provenance.change) == ("a" * 40, "#a")
    assert (record.provenance.published_by, record.provenance.note) == ("kim", "the form was empty")
    seen = read_release(directory.base, office.folder, tmp_path / "client")
    assert seen == record
    read_blobs(directory.base, seen.root, seen.packs)


def test_a_roll_back_writes_metadata_and_nothing_else(releases, tmp_path):
    desk, _ = releases("a", "b")
    before = {path for path in (tmp_path / "releases").rglob("*") if path.is_file()}
    roll_back(desk, None, "because", None)
    new = {path.relative_to(tmp_path / "releases").parts[0] for path in (tmp_path / "releases").rglob("*.json")} - {
        path.relative_to(tmp_path / "releases").parts[0] for path in before if path.suffix != ".json"
    }
    assert new == {"metadata", "targets"}
    blobs = [path for path in (tmp_path / "releases/blobs").rglob("*") if path.is_file()]
    assert set(blobs) <= before


def test_what_was_taken_back_is_not_published_again_until_it_differs(releases):
    desk, wanted = releases("a", "b")
    roll_back(desk, None, "the form was empty", None)
    with pytest.raises(RefusedError, match="the form was empty") as refused:
        publish(desk, wanted["b"])
    assert refused.value.code == "FD845"
    with pytest.raises(RefusedError, match="the form was empty"):
        publish(desk, wanted["b"], "acme/main")


def test_what_was_taken_back_stays_out_after_something_else_was_published(releases, tmp_path):
    desk, wanted = releases("a", "b")
    roll_back(desk, None, "because", None)
    publish(desk, bundle(tmp_path / "bundle", tree("c")))
    with pytest.raises(RefusedError):
        publish(desk, wanted["b"])


def test_who_insists_gets_it_back(releases):
    desk, wanted = releases("a", "b")
    roll_back(desk, None, "because", None)
    record = roll_back(desk, wanted["b"].root, "it was the network", None).record
    assert record.root == wanted["b"].root
    assert [each.root for each in record.denied] == [wanted["a"].root]


def test_going_back_twice_goes_further_back_and_never_to_what_was_taken_back(releases):
    desk, wanted = releases("a", "b", "c")
    assert roll_back(desk, None, "one", None).record.root == wanted["b"].root
    assert roll_back(desk, None, "two", None).record.root == wanted["a"].root
    with pytest.raises(RefusedError, match="nothing before") as refused:
        roll_back(desk, None, "three", None)
    assert refused.value.code == "FD851"


@pytest.mark.parametrize("word", ["1", "a" * 40, "a" * 7, "root", "half a root"])
def test_a_release_is_named_by_number_commit_or_root(releases, word):
    desk, wanted = releases("a", "b", "c")
    root = wanted["a"].root
    assert roll_back(desk, {"root": root, "half a root": root[:20]}.get(word, word), "x", None).record.root == root


@pytest.mark.parametrize("word", ["9", "0", "nothing", "sha256:", "sha256:00000000", "d" * 40, "aa"])
def test_a_release_that_never_was_is_named_in_the_refusal(releases, word):
    desk, _ = releases("a", "b")
    with pytest.raises(RefusedError, match=word) as refused:
        roll_back(desk, word, "x", None)
    assert refused.value.code == "FD851"


def test_going_back_to_where_we_are_does_nothing(releases):
    desk, wanted = releases("a", "b")
    outcome = roll_back(desk, wanted["b"].root, "x", None)
    assert (outcome.is_new, outcome.record.sequence) == (False, 2)


def test_a_roll_back_ends_a_canary_and_keeps_it_out(releases, tmp_path):
    desk, wanted = releases("a", "b")
    new = bundle(tmp_path / "bundle", tree("c"), made("c"))
    publish(desk, new, "acme/main")
    record = roll_back(desk, None, "errors", None).record
    assert (record.sequence, record.root, record.canary, record.restores) == (4, wanted["b"].root, None, 2)
    assert record.provenance.commit == "b" * 40
    assert [each.root for each in record.denied] == [new.root]
    with pytest.raises(RefusedError):
        publish(desk, new)


def test_the_list_of_what_stays_out_does_not_grow_for_ever(releases, tmp_path):
    desk, _ = releases("a")
    for number in range(DENIED_AT_MOST + 3):
        publish(desk, bundle(tmp_path / "bundle", tree(f"bad {number}")))
        record = roll_back(desk, None, f"reason {number}", None).record
    assert len(record.denied) == DENIED_AT_MOST
    assert record.denied[-1].reason == f"reason {DENIED_AT_MOST + 2}"


def test_releases_are_a_chain_that_nobody_can_change(releases, directory, tmp_path, office):
    desk, _ = releases("a", "b", "c")
    present = look(desk.address, desk.trust)
    assert [record.sequence for record in Earlier(desk.address, present)] == [3, 2, 1]
    second = next(record for record in Earlier(desk.address, present) if record.sequence == 2)
    path = tmp_path / "releases/targets" / f"{present.record.previous}.release.json"
    path.write_bytes(path.read_bytes().replace(second.root.encode(), b"sha256:" + b"0" * 64))
    with pytest.raises(RefusedError) as refused:
        list(Earlier(desk.address, present))
    assert refused.value.code == "FD842"


@pytest.fixture
def copied(releases, tmp_path):
    """An address to which only the newest of three releases came, as `bundle import` makes one; desk and wanted."""
    desk, wanted = releases("a", "b", "c")
    present = look(desk.address, desk.trust)
    for path in (tmp_path / "releases/targets").iterdir():
        if present.sha256 not in path.name:
            path.unlink()
    return desk, wanted


def test_where_earlier_records_are_not_here_the_chain_ends_and_names_the_first(copied):
    desk, _ = copied
    releases = Earlier(desk.address, look(desk.address, desk.trust))
    assert [record.sequence for record in releases] == [3]
    assert releases.gap.startswith("the record of release 2 (targets/")


@pytest.mark.parametrize("word", [None, "1", "b" * 40])
def test_going_back_to_what_is_not_here_says_which_record_is_missing(copied, word):
    desk, _ = copied
    with pytest.raises(RefusedError, match=r"the record of release 2 .* not at file://") as refused:
        roll_back(desk, word, "x", None)
    assert refused.value.code == "FD851"


def test_a_copy_goes_on_and_goes_back_to_where_it_began(copied, tmp_path):
    desk, wanted = copied
    publish(desk, bundle(tmp_path / "bundle", tree("d"), made("d")))
    record = roll_back(desk, None, "x", None).record
    assert (record.sequence, record.root, record.restores) == (5, wanted["c"].root, 3)


def test_only_the_release_that_is_meant_is_taken_back(releases, tmp_path):
    desk, wanted = releases("a", "b", "c")
    with pytest.raises(RefusedError, match="is not the release any more") as refused:
        roll_back(desk, None, "x", None, wanted["b"].root)
    assert refused.value.code == "FD853"
    canary = bundle(tmp_path / "bundle", tree("d"), made("d"))
    publish(desk, canary, "acme/main")
    with pytest.raises(RefusedError, match="is not the release any more"):
        roll_back(desk, None, "x", None, wanted["c"].root)
    assert roll_back(desk, None, "x", None, canary.root[:20]).record.root == wanted["c"].root
    assert roll_back(desk, None, "x", None, wanted["c"].root).record.root == wanted["b"].root


def test_what_a_killed_publisher_left_is_no_part_of_the_history(releases, directory, office, tmp_path):
    desk, _ = releases("a")
    for last in range(2, 8):
        wanted = bundle(tmp_path / "bundle", tree(f"killed {last}"))
        with pytest.raises(KilledError):
            publish(office.desk(Dying(directory.open(), last, is_done=False)), wanted)
    publish(desk, bundle(tmp_path / "bundle", tree("b")))
    present = look(desk.address, desk.trust)
    assert [record.sequence for record in Earlier(desk.address, present)] == [2, 1]


def test_a_release_whose_blobs_are_gone_is_not_gone_back_to(releases, tmp_path):
    desk, wanted = releases("a", "b")
    name = wanted["a"].root.removeprefix("sha256:")
    (tmp_path / "releases/blobs" / name[:2] / name).unlink()
    with pytest.raises(RefusedError, match="gone"):
        roll_back(desk, None, "x", None)


def test_signing_again_renews_what_expires_and_nothing_else(releases, directory, office, tmp_path):
    releases("a")
    later = MOMENT + timedelta(days=29)
    outcome = resign(office.desk(directory.open(), later, office.keyring("online")))
    assert outcome.fresh_until == later + timedelta(days=30)
    record = read_release(directory.base, office.folder, tmp_path / "client", MOMENT + timedelta(days=50))
    assert record == outcome.record
    assert not (tmp_path / "releases/metadata/2.targets.json").exists()


def test_signing_again_takes_the_targets_keys_when_their_turn_comes(releases, directory, office, tmp_path):
    releases("a")
    late = MOMENT + timedelta(days=310)
    with pytest.raises(RefusedError, match="targets needs 1"):
        resign(office.desk(directory.open(), late, office.keyring("online")))
    resign(office.desk(directory.open(), late))
    assert (tmp_path / "releases/metadata/2.targets.json").exists()
    assert read_release(directory.base, office.folder, tmp_path / "client", late).sequence == 1
