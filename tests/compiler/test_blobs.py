"""Stores of compiled bytes: what they have, and what they are given."""

import pytest

from compiler.blobs import PACK_FROM, AskedBlobs, CountingBlobs, FolderBlobs
from schemas.bundle import Blob


def rows(*blobs: Blob) -> list[tuple[str, int]]:
    return [(blob.digest, blob.size) for blob in blobs]


@pytest.mark.parametrize("number", [3, PACK_FROM + 3])
def test_a_folder_has_what_was_written_into_it_as_files_or_as_a_pack(tmp_path, number):
    blobs = FolderBlobs(tmp_path / "bundle")
    kept = [blobs.put(b"words %d" % count) for count in range(number)]
    assert not FolderBlobs(tmp_path / "bundle").holds(rows(*kept))
    blobs.commit()
    later = FolderBlobs(tmp_path / "bundle")
    assert later.holds(rows(*kept))
    assert later.holds([])
    assert not later.holds([*rows(*kept), ("sha256:" + "0" * 64, 1)])


def test_a_blob_that_a_crash_cut_short_is_not_there(tmp_path):
    blobs = FolderBlobs(tmp_path)
    kept = blobs.put(b"some words")
    blobs.commit()
    (path,) = (tmp_path / "blobs").glob("??/*")
    path.write_bytes(b"some")
    assert not FolderBlobs(tmp_path).holds(rows(kept))


def test_what_is_no_blob_in_a_folder_is_passed_over(tmp_path):
    blobs = FolderBlobs(tmp_path)
    kept = blobs.put(b"some words")
    blobs.commit()
    (path,) = (tmp_path / "blobs").glob("??/*")
    path.with_name(f"{path.name}.123.part").write_bytes(b"so")
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/damaged.pack").write_bytes(b"no pack")
    assert FolderBlobs(tmp_path).holds(rows(kept))


@pytest.mark.parametrize("kind", [AskedBlobs, CountingBlobs])
def test_who_looks_at_few_brands_needs_nothing_of_the_others(kind):
    assert kind().holds([("sha256:" + "0" * 64, 1)])
