"""Our client of The Update Framework, driven as its conformance suite drives clients: three verbs and an exit code."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from securesystemslib.signer import CryptoSigner

from frontdesk.cli import main
from schemas.release import METADATA, TARGETS
from tests.signing import SignedAddress, Web

ROOT = Path(__file__).parents[2]


class Client:
    """The client under test, with its folders."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web, self.metadata, self.targets = web, folder / "metadata", folder / "targets"
        self.metadata.mkdir(parents=True)
        self.targets.mkdir()

    def run(self, *words: str) -> int:
        command = ["tuf", "--metadata-dir", str(self.metadata), *words]
        return CliRunner().invoke(main, command).exit_code

    def init(self, root: Path) -> int:
        return self.run("init", str(root))

    def refresh(self) -> int:
        return self.run("--metadata-url", f"{self.web.url}/{METADATA}", "refresh")

    def download(self, name: str) -> int:
        where = ["--target-base-url", f"{self.web.url}/{TARGETS}", "--target-dir", str(self.targets)]
        return self.run("--metadata-url", f"{self.web.url}/{METADATA}", "--target-name", name, *where, "download")

    def version(self, role: str) -> int:
        return json.loads((self.metadata / f"{role}.json").read_bytes())["signed"]["version"]


@pytest.fixture
def address(tmp_path):
    return SignedAddress(tmp_path / "address", now=time.time())


@pytest.fixture
def client(address, tmp_path):
    with Web(address.folder) as web:
        found = Client(web, tmp_path / "client")
        assert found.init(address.trust) == 0
        assert web.asked == []
        yield found


def test_metadata_is_brought_up_to_date(address, client):
    address.sign({"file.txt": b"hello"})
    assert client.refresh() == 0
    assert [client.version(role) for role in ("root", "timestamp", "snapshot", "targets")] == [1, 1, 1, 1]
    address.sign({"file.txt": b"hello again"})
    assert client.refresh() == 0
    assert client.version("targets") == 2


def test_requests_are_those_of_the_workflow_in_its_order(address, client):
    address.sign({})
    client.web.taken()
    assert client.refresh() == 0
    names = ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"]
    assert client.web.taken() == [f"{METADATA}/{name}" for name in names]
    assert client.refresh() == 0
    assert client.web.taken() == [f"{METADATA}/{name}" for name in names[:2]]


@pytest.mark.parametrize("name", ["file.txt", "path/to/file.txt", "with space.txt", "100%.txt", "ä+b?.txt"])
def test_a_target_is_downloaded(address, client, name):
    data = b"hello" * 1000
    address.sign({name: data})
    assert client.download(name) == 0
    assert [path.read_bytes() for path in client.targets.rglob("*") if path.is_file()] == [data]


def test_a_target_that_is_not_there_or_not_as_signed_is_not_downloaded(address, client):
    address.sign({"file.txt": b"hello"})
    assert client.download("other.txt") == 1
    stored = next((address.folder / TARGETS).iterdir())
    stored.write_bytes(b"world")
    assert client.download("file.txt") == 1
    stored.write_bytes(b"hello and more")
    assert client.download("file.txt") == 1
    assert list(client.targets.iterdir()) == []


def test_new_roots_are_followed_one_after_the_other(address, client):
    address.rotate("root")
    address.rotate("timestamp", "targets")
    address.rotate("root", "snapshot")
    address.sign({})
    assert client.refresh() == 0
    assert client.version("root") == 4


def test_a_root_that_skips_the_old_keys_or_a_number_is_refused(address, client):
    address.sign({})
    assert client.refresh() == 0
    address.signers["root"] = [CryptoSigner.generate_ed25519()]
    address.root_version = 2
    address.write_root()
    assert client.refresh() == 1
    assert client.version("root") == 1


def test_old_metadata_is_refused_and_what_was_trusted_stays(address, client):
    address.sign({})
    old = address.read(f"{METADATA}/timestamp.json")
    address.sign({})
    assert client.refresh() == 0
    address.put(f"{METADATA}/timestamp.json", old)
    assert client.refresh() == 1
    assert client.version("timestamp") == 2


def test_expired_metadata_is_refused(address, client):
    address.sign({}, until=datetime.now(UTC) - timedelta(seconds=5))
    assert client.refresh() == 1
    assert not (client.metadata / "timestamp.json").exists()
    address.sign({})
    assert client.refresh() == 0


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_metadata_that_is_not_what_was_signed_for_is_refused(address, client, role):
    address.sign({"file.txt": b"one"})
    name = f"{METADATA}/1.{role}.json"
    address.put(name, address.read(name) + b" ")
    assert client.refresh() == 1
    assert not (client.metadata / f"{role}.json").exists()


def test_too_few_signatures_are_refused(tmp_path):
    address = SignedAddress(tmp_path / "address", now=time.time(), threshold=2)
    with Web(address.folder) as web:
        client = Client(web, tmp_path / "client")
        assert client.init(address.trust) == 0
        address.sign({}, signers={"targets": address.signers["targets"][:1]})
        assert client.refresh() == 1
        address.sign({})
        assert client.refresh() == 0


def test_the_executable_answers_as_the_suite_expects(address, client):
    address.sign({})
    command = [sys.executable, "-m", "frontdesk.cli", "tuf", "--metadata-url", f"{client.web.url}/{METADATA}"]
    command += ["--metadata-dir", str(client.metadata), "refresh"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True).returncode == 0
    (address.folder / METADATA / "timestamp.json").unlink()
    failed = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert "timestamp.json" in failed.stderr


def test_it_is_for_machines_and_not_in_the_help():
    assert "tuf" not in CliRunner().invoke(main, ["--help"]).output
