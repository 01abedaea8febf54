"""Keys change only with the signatures of those who may change them, and what is published follows."""

import itertools
import shutil
from datetime import timedelta

import pytest
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import Metadata
from tuf.api.serialization.json import JSONSerializer

from compiler.release.ceremony import (
    changes_in_words,
    find_key,
    missing_signatures,
    next_root,
    read_draft,
    sign_and_write,
    unchanged,
    until,
    with_key,
    without_key,
)
from compiler.release.health import health
from compiler.release.keyring import Keyring, keep, make_key, public_pem, read_key, read_public
from compiler.release.publish import resign
from compiler.release.refusal import RefusedError
from compiler.release.trust import read_trust
from tests.publishing import MOMENT, Dying, KilledError, bundle, make_office, publish, read_release

YEAR = until(MOMENT, 365)
TREE = {"acme": {"brand": "a"}}


def only(office, role):
    return office.trust.root.get_delegated_role(role).keyids[0]


def rotated(office, role, *, keep_old=False):
    """A new key for a role, signed by every root key; the new key."""
    trust = office.trust
    fresh = make_key(f"{role}-new", None)
    leaving = None if keep_old else only(office, "timestamp" if role == "online" else role)
    metadata = next_root(trust, with_key(role, fresh.public, leaving), YEAR)
    written = sign_and_write(metadata, trust, trust.folder, office.keyring("root").and_also(fresh.signer))
    assert written.missing == ()
    return fresh


@pytest.mark.parametrize("role", ["root", "targets", "online"])
def test_a_client_follows_a_change_of_keys(office, site, tmp_path, role):
    client = tmp_path / "client"
    publish(office.desk(site.open()), bundle(tmp_path / "bundle", TREE))
    read_release(site.base, office.folder, client)
    fresh = rotated(office, role)
    desk = office.desk(site.open(), keyring=office.keyring("targets", "online").and_also(fresh.signer))
    resign(desk)
    publish(desk, bundle(tmp_path / "bundle", {"acme": {"brand": "b"}}))
    assert read_release(site.base, office.folder, client).sequence == 2
    assert read_release(site.base, office.folder, tmp_path / "a new client").sequence == 2


@pytest.mark.parametrize("role", ["targets", "online"])
def test_a_key_that_was_replaced_publishes_nothing_more(office, directory, tmp_path, role):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    rotated(office, role)
    with pytest.raises(RefusedError) as refused:
        publish(office.desk(directory.open()), bundle(tmp_path / "bundle", {"acme": {"brand": "b"}}))
    assert refused.value.code == "FD846"


def test_publishing_the_same_after_a_change_of_keys_signs_it_with_the_new_ones(office, directory, tmp_path):
    wanted = bundle(tmp_path / "bundle", TREE)
    publish(office.desk(directory.open()), wanted)
    fresh = rotated(office, "targets")
    outcome = publish(office.desk(directory.open(), keyring=office.keyring("online").and_also(fresh.signer)), wanted)
    assert (outcome.is_new, outcome.is_signed, outcome.record.sequence) == (False, True, 1)
    assert read_release(directory.base, office.folder, tmp_path / "client").sequence == 1


def test_with_an_overlap_no_reader_is_without_a_valid_signature_for_a_moment(office, directory, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    shutil.copytree(tmp_path / "releases", tmp_path / "before")
    fresh = rotated(office, "online", keep_old=True)
    keyring = office.keyring("targets").and_also(fresh.signer)
    for last in itertools.count(1):
        shutil.rmtree(tmp_path / "releases")
        shutil.copytree(tmp_path / "before", tmp_path / "releases")
        try:
            resign(office.desk(Dying(directory.open(), last, is_done=False), keyring=keyring))
        except KilledError:
            assert read_release(directory.base, office.folder, tmp_path / f"client-{last}").sequence == 1
            continue
        break
    assert last == 4  # snapshot, root, timestamp


def test_a_version_counts_when_enough_keys_of_the_old_and_the_new_have_signed(tmp_path):
    office = make_office(tmp_path / "trust", root_keys=3, threshold=2)
    trust = office.trust
    one, two, three = (Keyring([key.signer]) for key in office.keys["root"])
    metadata = next_root(trust, without_key(find_key(trust.root, "root-3")), YEAR)
    written = sign_and_write(metadata, trust, trust.folder, one)
    assert written.path.name == "2.root.draft.json"
    assert written.missing == ("root-2", "root-3")
    assert office.trust.root.version == 1  # a draft is trusted by nobody
    # root-3 may sign this for the old root; the new one still wants two of its own.
    again = read_draft(written.path, trust)
    written = sign_and_write(again, trust, trust.folder, three)
    assert written.missing == ("root-2",)
    written = sign_and_write(read_draft(written.path, trust), trust, trust.folder, two)
    assert (written.path.name, written.missing) == ("2.root.json", ())
    assert office.trust.root.version == 2
    assert not (trust.folder / "2.root.draft.json").exists()


def test_one_draft_at_a_time(tmp_path):
    office = make_office(tmp_path / "trust", root_keys=2, threshold=2)
    trust = office.trust
    sign_and_write(next_root(trust, unchanged, YEAR), trust, trust.folder, Keyring([]))
    with pytest.raises(RefusedError, match="still waits for signatures"):
        next_root(trust, unchanged, YEAR)


def test_a_draft_is_the_next_version_and_no_other(office):
    trust = office.trust
    metadata = next_root(trust, unchanged, YEAR)
    metadata.signed.version = 7
    path = trust.folder / "7.root.draft.json"
    path.write_bytes(metadata.to_bytes())
    with pytest.raises(RefusedError, match="version 2 is next"):
        read_draft(path, trust)


def test_who_signs_reads_what_changes(office):
    trust = office.trust
    fresh = make_key("targets-2", None)
    old = only(office, "targets")
    metadata = next_root(trust, with_key("targets", fresh.public, old), YEAR)
    assert changes_in_words(metadata.signed, trust.root) == [
        f"+ targets: targets-2 ({fresh.public.keyid[:12]}) may sign",
        f"- targets: targets-1 ({old[:12]}) may no longer sign",
        "  valid until 2027-03-01",
    ]


def test_a_key_is_not_revoked_when_too_few_would_be_left(office):
    with pytest.raises(RefusedError, match="too few keys are left for targets") as refused:
        next_root(office.trust, without_key(only(office, "targets")), YEAR)
    assert "keys rotate targets --replace targets-1" in refused.value.hint


def test_a_chain_with_a_version_that_was_not_signed_by_the_one_before_is_refused(tmp_path):
    office, stranger = make_office(tmp_path / "trust"), make_office(tmp_path / "other")
    rotated(stranger, "targets")
    shutil.copy(tmp_path / "other/2.root.json", tmp_path / "trust")
    with pytest.raises(RefusedError, match=r"2\.root\.json is not signed by enough keys of 1\.root\.json") as refused:
        read_trust(office.folder)
    assert refused.value.code == "FD849"


def test_a_changed_letter_in_the_root_metadata_is_found(office):
    path = office.folder / "1.root.json"
    path.write_text(path.read_text().replace('"threshold": 1', '"threshold": 2', 1))
    with pytest.raises(RefusedError, match="not signed by enough keys"):
        read_trust(office.folder)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"signed": {"_type": "targets"}}', "\x00"])
def test_a_file_that_is_no_root_metadata_is_named(office, text):
    (office.folder / "2.root.json").write_text(text)
    with pytest.raises(RefusedError, match=r"2\.root\.json"):
        read_trust(office.folder)


def test_a_gap_between_versions_is_refused(office):
    rotated(office, "targets")
    (office.folder / "2.root.json").rename(office.folder / "3.root.json")
    with pytest.raises(RefusedError, match="not the version that belongs there"):
        read_trust(office.folder)


def test_an_address_with_newer_root_metadata_is_not_overwritten(office, directory, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    behind = office.desk(directory.open())
    rotated(office, "root")
    resign(office.desk(directory.open()))
    with pytest.raises(RefusedError, match="newer root metadata") as refused:
        publish(behind, bundle(tmp_path / "bundle", {"acme": {"brand": "b"}}))
    assert refused.value.code == "FD843"


def test_another_first_root_at_the_address_is_refused(office, directory, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    path = tmp_path / "releases/metadata/1.root.json"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(RefusedError, match="is not the one in"):
        publish(office.desk(directory.open()), bundle(tmp_path / "bundle", {"acme": {"brand": "b"}}))


def test_a_client_refuses_a_root_that_only_a_revoked_key_has_signed(tmp_path, directory):
    """Who has stolen a root key that is no longer one of enough gets nowhere."""
    office = make_office(tmp_path / "trust", root_keys=2, threshold=2)
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    metadata = next_root(office.trust, unchanged, YEAR)
    metadata.sign(office.keys["root"][0].signer)
    (tmp_path / "releases/metadata/2.root.json").write_bytes(metadata.to_bytes(JSONSerializer()))
    with pytest.raises(UnsignedMetadataError):
        read_release(directory.base, office.folder, tmp_path / "client")


def test_a_private_key_is_for_its_owner_and_no_commit(tmp_path):
    file = keep(tmp_path / "keys", make_key("root-1", None))
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys/.gitignore").read_text() == "*\n"
    with pytest.raises(RefusedError, match="no key is written over"):
        keep(tmp_path / "keys", make_key("root-1", None))


def test_a_sealed_key_opens_with_its_passphrase_alone():
    key = make_key("root-1", b"open sesame")
    assert b"ENCRYPTED" in key.pem
    assert read_key(key.pem, b"open sesame", "file:x").public_key.keyid == key.public.keyid
    with pytest.raises(RefusedError, match="sealed with a passphrase"):
        read_key(key.pem, None, "file:x")
    with pytest.raises(RefusedError, match="passphrase is wrong"):
        read_key(key.pem, b"sesame", "file:x")


def test_a_key_that_is_not_sealed_opens_beside_those_that_are():
    key = make_key("online-1", None)
    assert read_key(key.pem, b"for the others", "env:KEY").public_key.keyid == key.public.keyid


@pytest.mark.parametrize("data", [b"", b"words", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_named_and_not_shown(data):
    with pytest.raises(RefusedError, match="env:KEY") as refused:
        read_key(data, None, "env:KEY")
    assert "AAAA" not in str(refused.value)
    with pytest.raises(RefusedError, match="no public key"):
        read_public(data, "x", "x.pem")


def test_a_public_half_is_the_same_key(office):
    key = make_key("root-9", b"sealed")
    assert read_public(public_pem(key), "root-9", "x").keyid == key.public.keyid


@pytest.mark.parametrize(
    ("days", "task"),
    [
        (0, None),
        (19, None),
        (21, "timestamp expires in 9 days: frontdesk resign"),
        (31, "timestamp has expired: frontdesk resign"),
        (310, "root expires in 55 days: frontdesk keys renew"),
        (340, "targets expires in 25 days: frontdesk resign, with the targets keys"),
    ],
)
def test_what_has_to_be_done_is_said_in_time(office, directory, tmp_path, days, task):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    found = health(office.trust, directory.open(), MOMENT + timedelta(days=days))
    assert (task in found.tasks) if task else not found.tasks


def test_a_change_of_keys_that_is_not_published_is_a_task(office, directory, tmp_path):
    publish(office.desk(directory.open()), bundle(tmp_path / "bundle", TREE))
    fresh = rotated(office, "online")
    found = health(office.trust, directory.open(), MOMENT)
    assert any("does not have the present root metadata" in task for task in found.tasks)
    resign(office.desk(directory.open(), keyring=office.keyring("targets").and_also(fresh.signer)))
    assert health(office.trust, directory.open(), MOMENT).tasks == ()


def test_a_single_root_key_is_remarked_upon(office):
    assert any("one root key" in remark for remark in health(office.trust, None, MOMENT).remarks)


def test_no_signature_is_missing_from_a_complete_version(office):
    metadata = Metadata.from_bytes((office.folder / "1.root.json").read_bytes())
    assert missing_signatures(metadata, None) == []
