"""Reading at an address: the same from a folder, a web server and a bucket, and never more than was asked for."""

import os
import urllib.request

import pytest
from moto.server import ThreadedMotoServer

from runtime.release.address import FolderAddress, MissingError, StoreAddress, address_of, is_address, read
from runtime.release.source import BundleError
from tests.signing import Web

FILES = {"metadata/timestamp.json": b'{"hello": 1}', "blobs/ab/abcd": bytes(range(256)) * 1000, "empty": b""}
KEYS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def bucket():
    """A bucket of this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    before = dict(os.environ)
    os.environ.update(KEYS, AWS_ENDPOINT_URL=f"http://{host}:{port}")
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/releases", method="PUT"))
    yield "s3://releases/portals"
    os.environ.clear()
    os.environ.update(before)
    server.stop()


@pytest.fixture(params=["folder", "web", "bucket"])
def place(request, tmp_path):
    """Each kind of address with the same files in it."""
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    if request.param == "folder":
        yield address_of(f"file://{tmp_path}")
    elif request.param == "web":
        with Web(tmp_path) as web:
            yield address_of(web.url)
    else:
        import obstore

        address = address_of(request.getfixturevalue("bucket"))
        for name, data in FILES.items():
            obstore.put(address._store, name, data)
        yield address


def test_a_file_is_read_whole(place):
    for name, data in FILES.items():
        assert read(place, name, len(data)) == data


def test_a_file_longer_than_it_may_be_is_not_read(place):
    with pytest.raises(BundleError) as refused:
        read(place, "blobs/ab/abcd", 255_999)
    assert refused.value.code == "FD817"
    assert place.url in str(refused.value)


@pytest.mark.parametrize("name", ["metadata/nothing.json", "nothing/at/all", "metadata"])
def test_what_is_not_there_is_missed(place, name):
    with pytest.raises(MissingError):
        read(place, name, 100)


def test_a_part_is_read(place):
    assert place.part("blobs/ab/abcd", 255_000, 1_000) == FILES["blobs/ab/abcd"][255_000:]


def test_a_server_without_parts_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"0123456789")
    with Web(tmp_path, ranges=False) as web:
        assert address_of(web.url).part("file", 2, 3) is None


@pytest.mark.parametrize("name", ["../outside", "blobs/../../outside", ".."])
def test_no_name_leads_out_of_a_folder(tmp_path, name):
    (tmp_path / "outside").write_bytes(b"secret")
    (tmp_path / "inside/blobs").mkdir(parents=True)
    with pytest.raises(MissingError):
        read(FolderAddress(tmp_path / "inside"), name, 100)


def test_a_pipe_and_a_device_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name in ("pipe", "endless"):
        with pytest.raises(MissingError):
            read(FolderAddress(tmp_path), name, 100)


def test_a_password_in_an_address_is_told_nobody(tmp_path):
    address = StoreAddress("http://user:correct-horse@127.0.0.1:9/releases")
    with pytest.raises(BundleError) as refused:
        read(address, "metadata/timestamp.json", 100)
    assert refused.value.code == "FD811"
    assert "correct-horse" not in f"{refused.value} {address.url}"


@pytest.mark.parametrize(
    "url", ["", "releases", "/srv/releases", "ftp://x/y", "file:", "https://", "s3:", "javascript:alert(1)"]
)
def test_what_is_no_address_is_told_apart(url):
    assert not is_address(url)
    with pytest.raises(ValueError, match="no address of releases"):
        address_of(url)


def test_the_same_fault_is_told_in_the_same_words(tmp_path):
    said = set()
    with Web(tmp_path) as web:
        web.spoilt["file"] = lambda handler: handler.send_error(500)
        for _ in range(2):
            with pytest.raises(BundleError) as refused:
                read(address_of(web.url), "file", 100)
            said.add(str(refused.value))
    assert len(said) == 1
    assert "500" in said.pop()


@pytest.mark.parametrize(("name", "value"), [("AWS_ENDPOINT_URL", "nonsense"), ("AWS_SECRET_ACCESS_KEY", "hush\n")])
def test_a_variable_that_no_bucket_can_be_asked_with_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(BundleError, match=name) as refused:
        read(address_of("s3://bucket/prefix"), "a", 10)
    assert refused.value.code == "FD811"
    assert "hush" not in str(refused.value)
