"""A release in one file: the same bytes for the same release, and nothing in it is believed or becomes a path."""

import io
import random
import tarfile

import pytest

from runtime.release.address import FolderAddress
from runtime.release.archive import ArchiveAddress, export, take_in
from runtime.release.source import BundleError
from schemas.release import Denied
from tests.signing import NOW, SignedAddress, record, tiny


@pytest.fixture
def exported(address, tmp_path):
    """A release in a file, and its root."""
    root = tiny(address.folder, brands=3)
    address.release(record(1, root))
    export(FolderAddress(address.folder), address.trust.read_bytes(), NOW, tmp_path / "release.tar")
    return tmp_path / "release.tar", root


def taken(file, folder, address, now=NOW):
    return take_in(ArchiveAddress(file), folder, address.trust.read_bytes(), now)


def code_of(file, folder, address, now=NOW) -> str | None:
    try:
        taken(file, folder, address, now)
    except BundleError as error:
        return error.code
    return None


def test_the_same_release_gives_the_same_bytes(exported, address, tmp_path):
    export(FolderAddress(address.folder), address.trust.read_bytes(), NOW + 99, tmp_path / "again.tar")
    assert (tmp_path / "again.tar").read_bytes() == exported[0].read_bytes()


def test_an_archive_is_a_plain_sorted_tar_that_says_nothing_of_its_maker(exported):
    with tarfile.open(exported[0]) as archive:
        members = archive.getmembers()
    names = [member.name for member in members]
    assert names == sorted(names)
    assert {(each.mtime, each.uid, each.gid, each.uname, each.gname, each.mode) for each in members} == {
        (0, 0, 0, "", "", 0o644)
    }
    assert exported[0].read_bytes()[257:263] == b"ustar\0"


def test_what_was_carried_over_is_an_address_that_a_machine_takes(exported, address, machine, tmp_path):
    file, root = exported
    taken(file, tmp_path / "island", address)
    found = machine(releases=f"file://{tmp_path / 'island'}")
    assert (found.root(), found.code()) == (root, None)


def test_carrying_over_the_next_one_brings_what_is_new(exported, address, tmp_path):
    taken(exported[0], tmp_path / "island", address)
    address.release(record(2, tiny(address.folder, "two", brands=3)))
    export(FolderAddress(address.folder), address.trust.read_bytes(), NOW, tmp_path / "next.tar")
    done = taken(tmp_path / "next.tar", tmp_path / "island", address)
    assert (done.word.record.sequence, done.files) == (2, 4)
    assert code_of(exported[0], tmp_path / "island", address) == "FD815"


def test_other_keys_and_other_days_refuse_an_archive(exported, tmp_path, address):
    stranger = SignedAddress(tmp_path / "stranger")
    assert code_of(exported[0], tmp_path / "island", stranger) == "FD813"
    assert code_of(exported[0], tmp_path / "island", address, NOW + 86_400 * 400) == "FD814"
    assert not (tmp_path / "island" / "metadata").exists()


def test_a_release_that_denies_itself_is_not_exported(address, tmp_path):
    root = tiny(address.folder)
    address.release(record(1, root, denied=(Denied(root=root, reason="no", since=1),)))
    with pytest.raises(BundleError) as refused:
        export(FolderAddress(address.folder), address.trust.read_bytes(), NOW, tmp_path / "release.tar")
    assert refused.value.code == "FD820"
    assert not (tmp_path / "release.tar").exists()


def rewritten(file, change):
    """The archive with its members changed by a function from (name, data) to such a pair, or nothing."""
    out = io.BytesIO()
    with tarfile.open(file) as old, tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as new:
        for member in old.getmembers():
            for entry, data in change(member, old.extractfile(member).read()):
                new.addfile(entry, io.BytesIO(data))
    file.write_bytes(out.getvalue())


def entry(name, data=b"", kind=tarfile.REGTYPE, link=""):
    found = tarfile.TarInfo(name)
    found.size, found.type, found.linkname = len(data), kind, link
    return found, data


HOSTILE = {
    "a way out": lambda: entry("../../escaped", b"x"),
    "an absolute path": lambda: entry("/tmp/escaped", b"x"),
    "a link": lambda: entry("metadata/link", kind=tarfile.SYMTYPE, link="/etc/passwd"),
    "a hard link": lambda: entry("metadata/link", kind=tarfile.LNKTYPE, link="metadata/timestamp.json"),
    "a device": lambda: entry("metadata/device", kind=tarfile.CHRTYPE),
    "a folder": lambda: entry("metadata/", kind=tarfile.DIRTYPE),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_an_archive_becomes_a_path_of_this_machine(exported, address, tmp_path, hostile):
    file, _ = exported
    rewritten(
        file,
        lambda member, data: (
            [(member, data), hostile()] if member.name.endswith("timestamp.json") else [(member, data)]
        ),
    )
    code = code_of(file, tmp_path / "deep/er/island", address)
    assert code in {None, "FD827"}
    there = {path.name for path in tmp_path.rglob("*")}
    assert not there & {"escaped", "link", "device"}


def larger(member, data):
    if member.name.startswith("blobs/"):
        return [entry(member.name, data + b"x")]
    return [(member, data)]


CHANGES = {
    "larger blobs": (larger, {"FD817", "FD823"}),
    "no blobs": (lambda member, data: [] if member.name.startswith("blobs/") else [(member, data)], {"FD822"}),
    "no metadata": (lambda member, data: [] if member.name.startswith("metadata/") else [(member, data)], {"FD812"}),
    "no record": (lambda member, data: [] if member.name.startswith("targets/") else [(member, data)], {"FD822"}),
}


@pytest.mark.parametrize(("change", "codes"), CHANGES.values(), ids=CHANGES)
def test_an_archive_that_is_not_what_was_signed_is_refused(exported, address, tmp_path, change, codes):
    rewritten(exported[0], change)
    assert code_of(exported[0], tmp_path / "island", address) in codes
    assert not (tmp_path / "island" / "metadata").exists()


NO_ARCHIVES = {
    "nothing": lambda data: b"",
    "words": lambda data: b"hello " * 500,
    "half": lambda data: data[: len(data) // 2],
    "without its end": lambda data: data.rstrip(b"\0"),
    "zeros": lambda data: bytes(len(data)),
    "compressed": lambda data: __import__("gzip").compress(data),
}


@pytest.mark.parametrize("spoil", NO_ARCHIVES.values(), ids=NO_ARCHIVES)
def test_what_is_no_archive_is_refused(exported, address, tmp_path, spoil):
    exported[0].write_bytes(spoil(exported[0].read_bytes()))
    assert code_of(exported[0], tmp_path / "island", address) in {"FD827", "FD812"}


def test_a_changed_byte_of_an_archive_never_publishes_another_release(exported, address, tmp_path):
    file, root = exported
    whole = file.read_bytes()
    for number, at in enumerate(random.Random(5).sample(range(len(whole)), 40)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert taken(file, tmp_path / str(number), address).word.record.root == root
        except BundleError:
            assert not (tmp_path / str(number) / "metadata").exists()
