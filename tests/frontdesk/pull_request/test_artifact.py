"""What is read from the zip that a stranger's run has left."""

import json
import zipfile

import pytest

from frontdesk.pull_request.artifact import BUILT, LARGEST, WORDS, Review, read, root_of
from frontdesk.pull_request.refusal import NotTakenError

ROOT = "sha256:" + "b" * 64


def zipped(tmp_path, *members):
    path = tmp_path / "review.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def test_words_and_digest_are_read(tmp_path):
    path = zipped(tmp_path, (WORDS, "# words"), (BUILT, json.dumps({"root_digest": ROOT})))
    assert read(path) == Review("# words", ROOT)


@pytest.mark.parametrize("name", ["../review.md", "/review.md", "folder/review.md", "REVIEW.MD"])
def test_another_name_is_not_looked_at(tmp_path, name):
    assert read(zipped(tmp_path, (name, "x"))) == Review(None, None)


def test_a_name_that_is_there_twice_is_not_chosen_from(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(tmp_path, (WORDS, "one"), (WORDS, "two"))
    assert read(path).words is None


def test_what_grows_when_it_is_unpacked_is_not_unpacked(tmp_path):
    with pytest.raises(NotTakenError, match="more than"):
        read(zipped(tmp_path, (WORDS, b"0" * 5_000_000)))


def test_a_file_that_is_none_or_too_large_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"not a zip")
    (tmp_path / "y").write_bytes(bytes(LARGEST + 1))
    for name in ("x", "y"):
        with pytest.raises(NotTakenError):
            read(tmp_path / name)


def test_words_that_are_no_letters_are_no_words(tmp_path):
    assert read(zipped(tmp_path, (WORDS, b"\xff\xfe"))).words is None


@pytest.mark.parametrize(
    "lie",
    ["sha256:x", "sha256:" + "B" * 64, ROOT + "\n@team", 5, None, ["x"], ROOT + " ", {"a": ROOT}, ROOT.upper()],
)
def test_a_digest_that_is_none_is_no_digest(lie):
    assert root_of(json.dumps({"root_digest": lie}).encode()) is None


@pytest.mark.parametrize("data", [b"", b"[", b"[" * 100_000, b"5", b"\xff", None])
def test_a_build_that_cannot_be_read_has_no_digest(data):
    assert root_of(data) is None
