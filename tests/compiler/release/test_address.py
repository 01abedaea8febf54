"""What every place to publish to answers, and what it says when it cannot."""

import threading
from pathlib import Path

import pytest

from compiler.release.address import open_address
from compiler.release.refusal import RefusedError


def test_what_is_not_there_is_none(site):
    address = site.open()
    assert address.read("metadata/timestamp.json", 100) is None
    assert address.tagged("metadata/timestamp.json", 100) is None
    assert address.size("metadata/timestamp.json") is None


def test_what_was_put_is_read_whole_or_in_parts(site):
    address = site.open()
    address.put("a/b", iter((b"one", b"two", b"")))
    assert address.read("a/b", 6) == b"onetwo"
    assert address.part("a/b", 2, 3) == b"etw"
    assert address.size("a/b") == 6
    with pytest.raises(RefusedError, match="more than 5 bytes"):
        address.read("a/b", 5)


def test_what_must_be_new_is_created_once(site):
    address = site.open()
    assert address.create("a/b", b"one")
    assert not address.create("a/b", b"two")
    assert address.read("a/b", 10) == b"one"


def test_of_many_who_create_the_same_one_has_done_it(site):
    address = site.open()
    done = []
    threads = [threading.Thread(target=lambda n=n: done.append(address.create("a/b", b"%d" % n))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 7 + [True]


def test_what_has_changed_is_not_swapped(site):
    address = site.open()
    assert address.swap("pointer", b"one", None)
    assert not address.swap("pointer", b"two", None)
    _, tag = address.tagged("pointer", 10)
    assert address.swap("pointer", b"two", tag)
    assert not address.swap("pointer", b"three", tag)
    assert address.read("pointer", 10) == b"two"


def test_what_breaks_off_is_not_there(site):
    def parts():
        yield b"x" * 6_000_000
        raise RefusedError("FD850", "the second part is not what was compiled")

    with pytest.raises(RefusedError) as refused:
        site.open().put("a/pack", parts())
    assert refused.value.code == "FD850"
    assert site.open().size("a/pack") is None


def test_a_file_that_breaks_off_leaves_nothing_behind(directory, tmp_path):
    def parts():
        yield b"x"
        raise RefusedError("FD850", "no more")

    with pytest.raises(RefusedError):
        directory.open().put("a/pack", parts())
    assert [path for path in (tmp_path / "releases").rglob("*") if path.is_file()] == []


def test_a_bucket_that_is_not_there_is_named(bucket):
    address = open_address("s3://no-such-bucket/prefix", for_writing=True)
    with pytest.raises(RefusedError, match="s3://no-such-bucket/prefix does not exist") as refused:
        address.put("a", (b"1",))
    assert refused.value.code == "FD840"


def test_a_store_that_does_not_answer_is_said_to_be_silent(bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(RefusedError, match="cannot read a at s3://bucket") as refused:
        open_address("s3://bucket/prefix", for_writing=True).read("a", 10)
    assert refused.value.code == "FD840"
    assert "\n" not in str(refused.value)


def test_variables_that_are_empty_are_not_set(bucket, monkeypatch):
    for name in ("AWS_ENDPOINT", "AWS_SESSION_TOKEN", "AWS_VIRTUAL_HOSTED_STYLE_REQUEST"):
        monkeypatch.setenv(name, "")
    address = bucket.open()
    address.put("a", (b"1",))
    assert address.read("a", 10) == b"1"


@pytest.mark.parametrize(
    ("name", "value"), [("AWS_ENDPOINT_URL", "nonsense"), ("AWS_ENDPOINT_URL", "http://"), ("AWS_ACCESS_KEY_ID", "a\n")]
)
def test_variables_that_no_store_can_be_asked_with_are_named(bucket, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(RefusedError, match=name) as refused:
        bucket.open()
    assert refused.value.code == "FD841"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RefusedError, match="cannot write") as refused:
        open_address((tmp_path / "file").as_uri(), for_writing=True).put("a", (b"1",))
    assert refused.value.code == "FD840"


def test_a_folder_with_odd_letters_in_its_name_is_itself(tmp_path: Path):
    folder = tmp_path / "réleases 100% #1"
    address = open_address(folder.as_uri(), for_writing=True)
    address.put("a", (b"1",))
    assert (folder / "a").read_bytes() == b"1"
