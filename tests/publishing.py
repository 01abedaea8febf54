"""Release addresses to publish to, keys to sign with, small bundles, and a reader that knows nothing of the publisher.

The reader is python-tuf's own client over plain requests: what it cannot read, nobody can.
"""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import time_machine
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface, Updater

from compiler.blobs import FolderBlobs
from compiler.release.address import Address, open_address
from compiler.release.ceremony import first_root, sign_and_write, until
from compiler.release.directory import Directory
from compiler.release.keyring import FreshKey, Keyring, make_key
from compiler.release.publish import Outcome, Wanted
from compiler.release.publish import publish as publish_root
from compiler.release.signing import Desk
from compiler.release.stored import StoredBlobs
from compiler.release.trust import ROLES, Trust, read_trust
from schemas.bundle import Bin, Root, Shard, bin_of
from schemas.canonical import digest, to_bytes
from schemas.release import (
    METADATA,
    PACK_SUFFIX,
    PACKS,
    TARGETS,
    PackFile,
    PackIndex,
    Provenance,
    ReleaseRecord,
    blob_path,
)

MOMENT: Final = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
BUCKET: Final = "frontdesk-releases"

Brands = Mapping[str, Mapping[str, str]]
"""Brand, then the name of an entry, then what it says."""


def bundle(folder: Path, brands: Brands, provenance: Provenance | None = None) -> Wanted:
    """A bundle in a folder, laid out as the compiler does it; what blobs say does not matter here."""
    blobs = FolderBlobs(folder)
    bins: dict[str, dict[str, str]] = {}
    for name, entries in brands.items():
        shard = Shard(brand=name, entries={entry: blobs.put(words.encode()) for entry, words in entries.items()})
        bins.setdefault(bin_of(name), {})[name] = blobs.put(to_bytes(shard.model_dump(mode="json"))).digest
    root = Root(
        compiler="0.1.0",
        bins={
            name: blobs.put(to_bytes(Bin(brands=each).model_dump(mode="json"))).digest for name, each in bins.items()
        },
        environments={},
    )
    top = blobs.put(to_bytes(root.model_dump(mode="json"))).digest
    blobs.commit()
    return Wanted(stored(folder), top, provenance or Provenance(published_at="2026-03-01T09:00:00Z"))


def stored(folder: Path) -> StoredBlobs:
    packs = [PackFile(name=path.name, size=path.stat().st_size) for path in (folder / PACKS).glob(f"*{PACK_SUFFIX}")]
    return StoredBlobs(Directory(folder), packs, is_near=True)


@dataclass(frozen=True)
class Office:
    """An installation's keys and the folder of its root metadata."""

    folder: Path
    keys: Mapping[str, tuple[FreshKey, ...]]

    @property
    def trust(self) -> Trust:
        return read_trust(self.folder)

    def keyring(self, *roles: str) -> Keyring:
        return Keyring(key.signer for role in roles or tuple(ROLES) for key in self.keys[role])

    def desk(self, address: Address, moment: datetime = MOMENT, keyring: Keyring | None = None) -> Desk:
        return Desk(address, self.trust, keyring or self.keyring("targets", "online"), moment)


def make_office(folder: Path, root_keys: int = 1, threshold: int = 1) -> Office:
    counts = {"root": root_keys, "targets": 1, "online": 1}
    keys = {role: tuple(make_key(f"{role}-{n}", None) for n in range(1, counts[role] + 1)) for role in ROLES}
    thresholds = {"root": threshold, "targets": 1, "online": 1}
    metadata = first_root({role: [key.public for key in keys[role]] for role in ROLES}, thresholds, until(MOMENT, 365))
    sign_and_write(metadata, None, folder, Keyring(key.signer for each in keys.values() for key in each))
    return Office(folder, keys)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path / "trust")


def publish(desk: Desk, wanted: Wanted, *canary: str) -> Outcome:
    return publish_root(desk, replace(wanted, canary=canary) if canary else wanted, lambda done, total: None)


class _Plain(FetcherInterface):
    """Plain requests, of files and by HTTP alike."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                yield answer.read()
        except urllib.error.HTTPError as error:
            raise DownloadHTTPError(str(error), error.code) from error
        except urllib.error.URLError as error:
            raise DownloadHTTPError(str(error), 404) from error


def read_release(base: str, trust: Path, scratch: Path, moment: datetime = MOMENT) -> ReleaseRecord:
    """The release at a base URL, as a client sees it that has been here before if `scratch` is the same."""
    scratch.mkdir(parents=True, exist_ok=True)
    first = min(trust.glob("*.root.json"), key=lambda path: int(path.name.split(".")[0]))
    with time_machine.travel(moment, tick=False):
        updater = Updater(
            str(scratch),
            f"{base}/{METADATA}/",
            str(scratch),
            f"{base}/{TARGETS}/",
            fetcher=_Plain(),
            bootstrap=first.read_bytes(),
        )
        info = updater.get_targetinfo("release.json")
        assert info is not None
        return ReleaseRecord.model_validate_json(Path(updater.download_target(info)).read_bytes())


def read_blobs(base: str, root: str, packs: Iterable[PackFile]) -> dict[str, bytes]:
    """Every blob below a root, from files or packs; fails when one is missing or is not what its name says."""
    opened = [_opened(base, pack) for pack in packs]
    found: dict[str, bytes] = {}

    def read(name: str) -> bytes:
        for data, index in opened:
            if place := index.find(name):
                found[name] = data[place[0] : place[0] + place[1]]
                break
        else:
            found[name] = _get(f"{base}/{blob_path(name)}")
        assert digest(found[name]) == name
        return found[name]

    for bin_ in Root.model_validate_json(read(root)).bins.values():
        for shard in Bin.model_validate_json(read(bin_)).brands.values():
            for blob in Shard.model_validate_json(read(shard)).entries.values():
                assert len(read(blob.digest)) == blob.size
    return found


def _opened(base: str, pack: PackFile) -> tuple[bytes, PackIndex]:
    data = _get(f"{base}/{PACKS}/{pack.name}")
    assert len(data) == pack.size
    return data, PackIndex(lambda offset, length: data[offset : offset + length], pack.size)


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return bytes(answer.read())


@dataclass(frozen=True)
class Site:
    """A place to publish to, and the URL under which anybody can read it."""

    url: str
    base: str

    def open(self) -> Address:
        return open_address(self.url, for_writing=True)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """An object store on loopback."""
    from moto.server import ThreadedMotoServer  # large, and few tests need it

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Site:
    """A prefix of its own in a bucket."""
    for name, value in {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    assert httpx.put(f"{s3_server}/{BUCKET}").status_code in {200, 409}
    anybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    policy = {"Version": "2012-10-17", "Statement": [anybody]}
    assert httpx.put(f"{s3_server}/{BUCKET}?policy", json=policy).status_code in {200, 204}
    prefix = f"t{abs(hash(request.node.nodeid)):x}"
    return Site(f"s3://{BUCKET}/{prefix}", f"{s3_server}/{BUCKET}/{prefix}")


@pytest.fixture
def directory(tmp_path: Path) -> Site:
    folder = tmp_path / "releases"
    return Site(folder.as_uri(), folder.as_uri())


@pytest.fixture(params=["directory", "bucket"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each place to publish to."""
    found: Site = request.getfixturevalue(request.param)
    return found


class KilledError(Exception):
    """The publisher is dead; what it would have done does not happen."""


class Dying:
    """An address whose publisher dies at the n-th write: just before it, or just after it, before it learns of that."""

    def __init__(self, address: Address, last: int, *, is_done: bool) -> None:
        self._address = address
        self._left = last
        self._is_done = is_done
        self.url = address.url

    def __getattr__(self, name: str) -> Any:
        """Reading is as it was."""
        if self._left < 0:
            raise KilledError
        return getattr(self._address, name)

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        self._write(lambda: self._address.put(path, parts))

    def create(self, path: str, data: bytes) -> bool:
        if self.size(path) is not None:  # nothing is written
            return False
        return self._write(lambda: self._address.create(path, data))

    def swap(self, path: str, data: bytes, tag: str | None) -> bool:
        return self._write(lambda: self._address.swap(path, data, tag))

    def _write(self, act: Callable[[], Any]) -> Any:
        self._left -= 1
        if self._left > 0:
            return act()
        if self._left == 0 and self._is_done:
            act()
        self._left = -1
        raise KilledError
