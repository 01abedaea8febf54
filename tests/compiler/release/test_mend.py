"""What a release address has lost is sent again; nothing else happens to it."""

import pytest

from compiler.release.mend import mend
from compiler.release.refusal import RefusedError
from schemas.release import PACKS
from tests.compiler.release.test_publish import FIRST, MANY, SECOND
from tests.publishing import bundle, publish, read_blobs, read_release


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


def files_of(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(directory, office, tmp_path):
    """An address in a folder, with one release in files, and what was published."""
    wanted = bundle(tmp_path / "bundle", FIRST)
    outcome = publish(office.desk(directory.open()), wanted)
    return tmp_path / "releases", wanted, outcome.record


def test_what_is_whole_is_left_alone(folder, directory, office):
    at, wanted, _ = folder
    before = files_of(at)
    assert mend(office.desk(directory.open()), wanted, quiet)[1].blobs == 0
    assert files_of(at) == before


def test_lost_and_damaged_blobs_are_sent_again(folder, directory, office, tmp_path):
    at, wanted, record = folder
    whole = files_of(at)
    [gone, damaged, *_] = sorted((at / "blobs").rglob("*"), key=lambda path: (path.is_dir(), path))
    gone.unlink()
    damaged.write_bytes(b"x" * len(whole[damaged]))
    released, sent = mend(office.desk(directory.open()), wanted, quiet)
    assert (released, sent.blobs) == (record, 2)
    assert files_of(at) == whole
    assert len(read_blobs(directory.base, record.root, record.packs)) == 9


@pytest.mark.parametrize("how", ["gone", "cut", "other bytes"])
def test_blobs_of_a_lost_pack_are_sent_again_as_files(directory, office, tmp_path, how):
    wanted = bundle(tmp_path / "bundle", MANY)
    record = publish(office.desk(directory.open()), wanted).record
    [pack] = record.packs
    file = tmp_path / "releases" / PACKS / pack.name
    data = file.read_bytes()
    file.write_bytes({"gone": b"", "cut": data[: len(data) // 2], "other bytes": b"x" * 2000 + data[2000:]}[how])
    sent = mend(office.desk(directory.open()), wanted, quiet)[1]
    assert sent.blobs
    assert mend(office.desk(directory.open()), wanted, quiet)[1].blobs == 0
    assert read_release(directory.base, office.folder, tmp_path / "client") == record


def test_what_is_not_released_is_not_sent(folder, directory, office, tmp_path):
    other = bundle(tmp_path / "other", SECOND)
    with pytest.raises(RefusedError, match="is not released at") as refused:
        mend(office.desk(directory.open()), other, quiet)
    assert refused.value.code == "FD851"


def test_an_address_without_a_release_has_lost_nothing(directory, office, tmp_path):
    with pytest.raises(RefusedError, match="has no release yet"):
        mend(office.desk(directory.open()), bundle(tmp_path / "bundle", FIRST), quiet)
