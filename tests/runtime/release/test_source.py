"""Blobs from files and from packs: verified either way."""

import pytest

from compiler.blobs import PACK_FROM, FolderBlobs
from runtime.release.source import BundleError, BundleFolder
from schemas.canonical import digest

BLOBS = [f"blob number {number}".encode() for number in range(PACK_FROM + 5)]


@pytest.fixture
def packed(tmp_path):
    blobs = FolderBlobs(tmp_path)
    for data in BLOBS:
        blobs.put(data)
    assert blobs.commit() == len(BLOBS)
    (pack,) = (tmp_path / "packs").iterdir()
    return tmp_path, pack


def refusal(folder, name: str, size: int | None = None) -> str:
    with pytest.raises(BundleError) as refused:
        BundleFolder(folder).blob(name, size)
    return refused.value.code


def test_blobs_of_a_pack_are_read(packed):
    source = BundleFolder(packed[0])
    assert [source.blob(digest(data), len(data)) for data in BLOBS] == BLOBS


def test_a_pack_that_appears_later_is_found(tmp_path):
    source = BundleFolder(tmp_path)
    assert refusal(tmp_path, digest(BLOBS[0])) == "FD803"
    blobs = FolderBlobs(tmp_path)
    for data in BLOBS:
        blobs.put(data)
    blobs.commit()
    assert source.blob(digest(BLOBS[0])) == BLOBS[0]


def test_a_flipped_bit_in_a_pack_is_found(packed):
    folder, pack = packed
    data = bytearray(pack.read_bytes())
    data[3] ^= 1
    pack.write_bytes(data)
    assert refusal(folder, digest(BLOBS[0])) == "FD804"
    assert BundleFolder(folder).blob(digest(BLOBS[1])) == BLOBS[1]


def test_a_pack_that_was_cut_short_is_as_good_as_missing(packed):
    folder, pack = packed
    pack.write_bytes(pack.read_bytes()[:-1])
    assert refusal(folder, digest(BLOBS[0])) == "FD803"


def test_a_pack_cut_short_under_an_open_bundle_is_a_refused_blob_and_no_crash(packed):
    folder, pack = packed
    source = BundleFolder(folder)
    assert source.blob(digest(BLOBS[0])) == BLOBS[0]
    with pack.open("rb+") as file:
        file.truncate(3)
    with pytest.raises(BundleError) as refused:
        source.blob(digest(BLOBS[1]))
    assert refused.value.code == "FD804"


def test_a_length_other_than_stated_is_refused(packed):
    assert refusal(packed[0], digest(BLOBS[0]), len(BLOBS[0]) + 1) == "FD808"


@pytest.mark.parametrize("name", ["", "sha256:", "sha256:../../etc/passwd", "sha256:" + "G" * 64, "md5:" + "0" * 64])
def test_what_is_no_digest_is_never_looked_for(tmp_path, name):
    assert refusal(tmp_path, name) == "FD804"


def test_a_second_build_keeps_the_pack_and_adds_only_what_is_new(packed):
    folder, pack = packed
    before = pack.read_bytes()
    blobs = FolderBlobs(folder)
    for data in (*BLOBS, b"one more"):
        blobs.put(data)
    assert blobs.commit() == 1
    assert pack.read_bytes() == before
    assert BundleFolder(folder).blob(digest(b"one more")) == b"one more"
