"""Every byte of a small release counts: changed anywhere, cut anywhere, it is not accepted.

`make test` draws a sample of the places, `make prove` takes all of them.
"""

import os
import random
from pathlib import Path

import pytest

from tests.signing import NOW, Machine, SignedAddress, record, settings_at, tiny

SAMPLE = 45


class Still:
    """A clock that stands."""

    def __call__(self) -> float:
        return NOW


def places(address: SignedAddress, *, cut: bool) -> list[tuple[Path, int]]:
    """Every byte of every file that is fetched, or the sample of them."""
    found = [
        (path, at)
        for path in sorted(address.folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".root.json")
        for at in range(path.stat().st_size)
    ]
    if os.environ.get("FRONTDESK_PROVE"):
        return found
    return random.Random(20_260_301 + cut).sample(found, SAMPLE)


@pytest.fixture
def small(address) -> SignedAddress:
    address.release(record(1, tiny(address.folder)))
    return address


def accepted(address: SignedAddress, folder: Path) -> str | None:
    """What a machine that has never heard of anything accepts."""
    return Machine(settings_at(folder, address), Still()).root()


def test_a_changed_byte_anywhere_is_never_accepted(small, tmp_path):
    assert accepted(small, tmp_path / "whole") is not None
    for number, (path, at) in enumerate(places(small, cut=False)):
        whole = path.read_bytes()
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert accepted(small, tmp_path / str(number)) is None, f"{path.relative_to(small.folder)} at {at}"
        path.write_bytes(whole)


def test_a_file_cut_anywhere_is_never_accepted(small, tmp_path):
    for number, (path, at) in enumerate(places(small, cut=True)):
        whole = path.read_bytes()
        path.write_bytes(whole[:at])
        assert accepted(small, tmp_path / str(number)) is None, f"{path.relative_to(small.folder)} at {at}"
        path.write_bytes(whole)


def test_a_changed_byte_anywhere_is_never_accepted_from_the_disk(small, tmp_path):
    root = accepted(small, tmp_path / "state")
    assert root is not None
    kept = tmp_path / "state/state/accepted"
    small.folder.rename(tmp_path / "away")
    copy = SignedAddress.moved(small, next(kept.iterdir()))
    for path, at in places(copy, cut=False):
        whole = path.read_bytes()
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert accepted(small, tmp_path / "state") is None, f"{path.name} at {at}"
        path.write_bytes(whole)
    assert accepted(small, tmp_path / "state") == root
