"""Keys × signatures × ways in: what must not be believed is not, on the way here, from the disk, and when rolling back.

Each row spoils one thing. Download: the address says it first. Disk: it is planted among what was kept. Rollback: a
signed roll-back to an earlier root is spoilt. The machine keeps what it had, or serves nothing, and says why.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner

from schemas.release import METADATA
from tests.signing import NOW, Machine, SignedAddress, record, settings_at, tiny

ROLES = ("targets", "snapshot", "timestamp")


@dataclass
class Row:
    """An address at which a third release is published badly, and a machine that may have accepted two."""

    address: SignedAddress
    roots: list[str]
    machine: Machine
    target: int = 2

    def third(self, **spoilt) -> None:
        self.address.release(record(3, self.roots[self.target]), **spoilt)

    def file(self, role: str) -> str:
        return f"{METADATA}/timestamp.json" if role == "timestamp" else f"{METADATA}/{self.address.version}.{role}.json"


def absent(row: Row, role: str) -> None:
    row.third(signers={role: []})


def wrong_key(row: Row, role: str) -> None:
    row.third(signers={role: [CryptoSigner.generate_ed25519()]})


def expired(row: Row, role: str) -> None:
    row.third(until=datetime.fromtimestamp(row.address.now - 1, UTC))


def another_role_s_key(row: Row, role: str) -> None:
    other = ROLES[(ROLES.index(role) + 1) % 3]
    row.third(signers={role: row.address.signers[other]})


def an_old_key(row: Row, role: str) -> None:
    before = row.address.signers[role]
    row.address.rotate(role)
    row.third(signers={role: before})


def rolled_back(row: Row, role: str) -> None:
    row.third(version=1)


def frozen(row: Row, role: str) -> None:
    """The address goes on saying what it said, for longer than that is good for."""
    row.address.now += 86_400 * 40


def mixed(row: Row, role: str) -> None:
    """Metadata of one release with metadata of another, all of it signed well."""
    before = row.address.read(row.file(role))
    row.third()
    if role == "timestamp":
        before = row.address.read(f"{METADATA}/1.snapshot.json")
        role = "snapshot"
    row.address.put(row.file(role), before)


def endless(row: Row, role: str) -> None:
    row.third()
    with (row.address.folder / row.file(role)).open("r+b") as file:
        file.truncate(1 << 40)  # as long as the address cares to send


def cut_short(row: Row, role: str) -> None:
    row.third()
    data = row.address.read(row.file(role))
    row.address.put(row.file(role), data[: len(data) // 2])


def empty(row: Row, role: str) -> None:
    row.third()
    row.address.put(row.file(role), b"")


def missing(row: Row, role: str) -> None:
    row.third()
    (row.address.folder / row.file(role)).unlink()


def changed(row: Row, role: str) -> None:
    """What is signed says something else now."""
    row.third()
    metadata = json.loads(row.address.read(row.file(role)))
    metadata["signed"]["version"] += 1
    row.address.put(row.file(role), json.dumps(metadata, separators=(",", ":"), sort_keys=True).encode())


def twice_the_same_key(row: Row, role: str) -> None:
    """Two signatures are asked for, and one key signs twice."""
    one = row.address.signers[role][0]
    row.third(signers={role: [one, one]})


def one_of_two(row: Row, role: str) -> None:
    row.third(signers={role: row.address.signers[role][:1]})


DOWNLOAD = {
    absent: {"FD813"},
    wrong_key: {"FD813"},
    another_role_s_key: {"FD813"},
    an_old_key: {"FD813"},
    expired: {"FD814"},
    frozen: {"FD814"},
    rolled_back: {"FD815"},
    mixed: {"FD815", "FD816"},
    endless: {"FD817"},
    cut_short: {"FD816", "FD818"},
    empty: {"FD816", "FD818"},
    missing: {"FD812", "FD822"},
    changed: {"FD813", "FD816"},
}
THRESHOLD = {one_of_two: {"FD813"}, twice_the_same_key: {"FD813"}}
CASES = [
    *((spoil, role, codes, 1) for spoil, codes in DOWNLOAD.items() for role in ROLES),
    *((spoil, role, codes, 2) for spoil, codes in THRESHOLD.items() for role in ROLES),
]
NAMES = [f"{spoil.__name__}-{role}-{threshold}" for spoil, role, _, threshold in CASES]


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Callable[[int], tuple[Path, SignedAddress, list[str]]]:
    """An address with three bundles and a machine that has accepted two of them; made once, copied for each test."""

    @cache
    def make(threshold: int) -> tuple[Path, SignedAddress, list[str]]:
        folder = tmp_path_factory.mktemp("prepared")
        address = SignedAddress(folder / "address", threshold=threshold)
        roots = [tiny(address.folder, text) for text in ("one", "two", "three")]
        shutil.copytree(address.folder, folder / "unheard")
        machine = Machine(settings_at(folder, address), Clock())
        for number in (0, 1):
            address.release(record(number + 1, roots[number]))
            machine.ask()
        assert (machine.root(), machine.code()) == (roots[1], None)
        return folder, address, roots

    return make


@pytest.fixture
def first(prepared, tmp_path, threshold) -> Row:
    """At an address of which the machine has not heard."""
    folder, address, roots = prepared(threshold)
    shutil.copytree(folder / "unheard", tmp_path / "address")
    moved = address.moved(tmp_path / "address")
    moved.version = 0
    return Row(moved, roots, Machine(settings_at(tmp_path, moved), Clock()))


@pytest.fixture
def third(prepared, tmp_path, threshold) -> Row:
    """At an address of which the machine has accepted two releases."""
    folder, address, roots = prepared(threshold)
    shutil.copytree(folder / "address", tmp_path / "address")
    shutil.copytree(folder / "state", tmp_path / "state", symlinks=True)
    moved = address.moved(tmp_path / "address")
    return Row(moved, roots, Machine(settings_at(tmp_path, moved), Clock(NOW + 300)))


@pytest.mark.parametrize("target", [2, 0], ids=["news", "rollback"])
@pytest.mark.parametrize(("spoil", "role", "codes", "threshold"), CASES, ids=NAMES)
def test_what_may_not_be_believed_changes_nothing(third, spoil, role, codes, target):
    third.target, machine = target, third.machine
    spoil(third, role)
    machine.clock.now = max(machine.clock.now, third.address.now)
    machine.ask()
    assert machine.root() == third.roots[1]
    assert machine.code() in codes
    started = machine.restarted()
    assert started.root() == third.roots[1]
    assert not started.offers.may_serve(third.roots[2])


@pytest.mark.parametrize(("spoil", "role", "codes", "threshold"), CASES, ids=NAMES)
def test_what_may_not_be_believed_is_not_accepted_at_first_either(first, spoil, role, codes):
    if spoil in {rolled_back, frozen, mixed}:
        first.address.release(record(1, first.roots[0]))  # there has to be something to go back to
    spoil(first, role)
    first.machine.clock.now = max(first.machine.clock.now, first.address.now)
    if spoil is rolled_back:
        assert first.machine.root() == first.roots[2], "whoever has seen nothing cannot know that there was more"
        return
    assert first.machine.root() is None
    assert first.machine.code() in codes
    assert not (first.machine.settings.state / "accepted").exists()


FROM_DISK = (absent, wrong_key, another_role_s_key, mixed, cut_short, empty, missing, changed)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("spoil", FROM_DISK)
def test_what_may_not_be_believed_is_not_believed_from_the_disk(third, spoil, role):
    spoil(third, role)
    planted = third.machine.settings.state / "accepted" / "000000000009-000000000009"
    shutil.copytree(third.address.folder / METADATA, planted / METADATA)
    shutil.copytree(third.address.folder / "targets", planted / "targets")
    shutil.rmtree(third.address.folder)
    started = third.machine.restarted()
    assert started.root() == third.roots[1]
    assert not started.offers.may_serve(third.roots[2])


def test_what_is_planted_well_signed_is_believed(third):
    third.third()
    planted = third.machine.settings.state / "accepted" / "000000000009-000000000009"
    shutil.copytree(third.address.folder / METADATA, planted / METADATA)
    shutil.copytree(third.address.folder / "targets", planted / "targets")
    assert third.machine.restarted().root() == third.roots[2], "or the rows before this one would prove nothing"


@pytest.mark.parametrize("threshold", [1, 2])
def test_a_row_that_spoils_nothing_is_accepted(third):
    third.third()
    third.machine.ask()
    assert (third.machine.root(), third.machine.code()) == (third.roots[2], None)
