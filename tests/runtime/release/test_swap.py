"""Releases change under load: nobody gets an error, and nobody gets a page of one release under the name of another."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schemas.release import Canary
from tests.serving import free_port, until, until_all_serve
from tests.signing import SignedAddress, record

IS_PROOF = bool(os.environ.get("FRONTDESK_PROVE"))
SWAPS = 200 if IS_PROOF else 15
CANARIES = 50 if IS_PROOF else 3
ROOT = Path(__file__).parents[3]
HOST = "help.acme.example"
PATHS = ("/en/articles/first", "/en/articles/first", "/en/search?q=revision", "/en/")
_REVISION = re.compile(r"Revision (\d+) of the text")
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Load:
    """Visitors who ask again and again until told to stop, and what they were given."""

    port: int
    revisions: dict[str, int]
    """Which revision a release mark stands for."""
    host: str = HOST
    answered: int = 0
    seen: set[int] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    dropped: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    def visit(self, number: int) -> None:
        turn = number
        while not self._stop.is_set():
            turn += 1
            self._ask(PATHS[turn % len(PATHS)], gzip=turn % 2 == 0)

    def _ask(self, path: str, *, gzip: bool) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        coding = "gzip" if gzip else "identity"
        try:
            connection.request("GET", path, headers={"Host": self.host, "Accept-Encoding": coding})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.dropped += 1
            return
        finally:
            connection.close()
        self._judge(path, answer, body)

    def _judge(self, path: str, answer: http.client.HTTPResponse, body: bytes) -> None:
        import gzip

        text = (gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body).decode()
        if answer.status != 200 or "</html>" not in text:
            self.failed.append(f"{path}: {answer.status} {text[:200]}")
            return
        self.answered += 1
        found = _REVISION.search(_TAG.sub("", text))
        mark = answer.headers["X-Release"]
        if found is None:
            if "articles" in path:
                self.failed.append(f"{path}: no revision on it")
            return
        self.seen.add(int(found[1]))
        self.marks.add(mark)
        if self.revisions.get(mark) != int(found[1]):
            self.mixed.append(f"{path}: revision {found[1]} under {mark}")

    def __enter__(self):
        self._threads = [threading.Thread(target=self.visit, args=(number,)) for number in range(4)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()


@pytest.fixture
def served(publisher, tmp_path, serving, monkeypatch):
    monkeypatch.setenv("FRONTDESK_POLL_SECONDS", "0.05")
    with serving(publisher.bundle, tmp_path / "state", "test", workers=4) as running:
        yield running


@pytest.fixture
def first_release(publisher):
    return publisher.revision(0)


def test_releases_follow_each_other_under_load(first_release, publisher, served):
    assert len(set(workers_of(served.port))) == 4
    revisions = {first_release[7:19]: 0}
    with Load(served.port, revisions) as load:
        for number in range(1, SWAPS + 1):
            # The mark is known before the pointer moves: visitors must be able to judge the first page they get.
            root = publisher.revision(
                number, announce=lambda root, number=number: revisions.update({root[7:19]: number})
            )
            if number % 3 == 0:
                previous = next(mark for mark, known in revisions.items() if known == number - 1)
                time.sleep(0.1)
                publisher.point(next(name for name in publisher.roots if name[7:19] == previous))
                time.sleep(0.1)
                publisher.point(root)
            time.sleep(0.12)
        until(lambda: SWAPS in load.seen or load.failed, "nobody was given the last release")
    assert load.failed == []
    assert load.mixed == []
    assert load.dropped == 0
    # On a busy machine workers pass over a release that the next one has replaced, but never over the last.
    assert {0, SWAPS} <= load.seen
    assert len(load.seen) > 3


def test_every_worker_takes_the_new_release(first_release, publisher, served):
    root = publisher.revision(7)
    until_all_serve(served.state, root)
    for _ in range(40):
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", "/en/articles/first", headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.headers["X-Release"] == root[7:19]


def test_a_bad_release_under_load_is_noticed_by_nobody(first_release, publisher, served):
    revisions = {first_release[7:19]: 0}
    with Load(served.port, revisions) as load:
        time.sleep(0.2)
        publisher.point("sha256:" + "0" * 64)
        time.sleep(0.6)
        (publisher.bundle / "current.json").write_bytes(b'{"root": "sha')
        time.sleep(0.6)
    assert (load.failed, load.mixed, load.dropped, load.seen) == ([], [], 0, {0})


def is_ready(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False


@contextmanager
def serving_signed(address: SignedAddress, state: Path) -> Iterator[int]:
    """Four workers in front of an address of signed releases; the port."""
    port = free_port()
    command = [sys.executable, "-m", "frontdesk.cli", "serve", "--releases", address.url, "--trust", address.trust]
    command += ["--state", state, "--environment", "test", "--bind", f"127.0.0.1:{port}", "--workers", 4]
    command += ["--scheme", "http", "--public-port", port]
    process = subprocess.Popen([str(word) for word in command], env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        until(lambda: is_ready(port), "the runtime did not start")
        yield port
    finally:
        process.terminate()
        process.wait(60)


def test_a_canary_comes_and_goes_under_load_and_concerns_its_portals_alone(tmp_path, publisher, monkeypatch):
    monkeypatch.setenv("FRONTDESK_POLL_SECONDS", "0.05")
    address = SignedAddress(tmp_path / "address", now=time.time())
    publisher.bundle = address.folder
    stable = publisher.revision(0)
    roots = {0: stable, **{number: publisher.revision(number) for number in (1, 2)}}
    acme = {root[7:19]: number for number, root in roots.items()}
    bolt = dict.fromkeys(acme, 0)
    address.release(record(1, stable))
    with (
        serving_signed(address, tmp_path / "state") as port,
        Load(port, acme) as of_acme,
        Load(port, bolt, "help.bolt.example") as of_bolt,
    ):
        for turn in range(CANARIES):
            tried = Canary(root=roots[1 + turn % 2], portals=("acme/main",))
            for more in ({"canary": tried}, {}):
                address.release(record(address.version + 1, stable, **more))
                time.sleep(0.5)
        address.release(record(address.version + 1, stable, canary=tried))
        wanted = 1 + (CANARIES - 1) % 2
        until(lambda: wanted in of_acme.seen, "nobody was given the canary")
    for load in (of_acme, of_bolt):
        assert (load.failed, load.mixed, load.dropped) == ([], [], 0)
    assert {0, wanted} <= of_acme.seen
    assert of_bolt.marks == {stable[7:19]}, "a portal that tries nothing was answered from the canary"


def workers_of(port: int) -> list[int]:
    """The worker processes of the gunicorn that listens on a port."""
    found: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if f"127.0.0.1:{port}".encode() in words and b"gunicorn" in words:
                found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    return [process for process, parent in found.items() if parent in found]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
def test_a_killed_worker_takes_only_its_own_requests_with_it(first_release, publisher, served):
    revisions = {first_release[7:19]: 0}
    before = set(workers_of(served.port))
    assert len(before) == 4
    with Load(served.port, revisions) as load:
        for victim in sorted(before)[:3]:
            time.sleep(0.4)
            os.kill(victim, signal.SIGKILL)
        time.sleep(1.0)
        answered = load.answered
        until(lambda: load.answered > answered, "nobody answers any more")
    assert load.failed == []
    assert load.mixed == []
    # Each kill can cut off what its worker was answering, and what waited in its hands.
    assert load.dropped <= 4 * 3
    until(lambda: len(set(workers_of(served.port)) - before) >= 3, "killed workers are not replaced")
