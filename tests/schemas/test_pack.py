"""Packs: many blobs in one file, each found by its digest."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import digest
from schemas.release import FarPackIndex, PackIndex, pack_index


def pack(*blobs: bytes) -> bytes:
    places, at = {}, 0
    for blob in blobs:
        places[digest(blob)] = (at, len(blob))
        at += len(blob)
    return b"".join(blobs) + pack_index(places)


def opened(data: bytes) -> PackIndex:
    return PackIndex(lambda offset, length: data[offset : offset + length], len(data))


@given(st.lists(st.binary(max_size=40), unique=True, max_size=60))
def test_every_blob_is_found_and_no_other(blobs):
    data = pack(*blobs)
    index = opened(data)
    assert index.count == len(blobs)
    for blob in blobs:
        start, length = index.find(digest(blob))
        assert data[start : start + length] == blob
    assert index.find(digest(b"something else that is longer than forty bytes, so it cannot be one of them")) is None


def test_the_same_blobs_in_another_order_have_the_same_index_but_for_places():
    assert len(pack(b"a", b"b")) == len(pack(b"b", b"a"))
    assert opened(pack(b"b", b"a")).find(digest(b"a")) == (1, 1)


@pytest.mark.parametrize("data", [b"", b"short", b"x" * 500, pack(b"a")[:-1], pack(b"a", b"b")[60:]])
def test_what_is_not_a_whole_pack_is_refused(data):
    with pytest.raises(ValueError, match="pack"):
        opened(data)


def test_a_damaged_index_leads_nowhere_outside_the_blobs():
    chance = random.Random(7)
    blobs = [bytes([number]) * 20 for number in range(20)]
    for _ in range(400):
        data = bytearray(pack(*blobs))
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            index = opened(bytes(data))
        except ValueError:
            continue
        for blob in blobs:
            found = index.find(digest(blob))
            assert found is None or found[0] + found[1] <= len(data)


@given(st.lists(st.binary(max_size=40), unique=True, max_size=60))
def test_a_pack_far_away_gives_the_same_answers(blobs):
    data = pack(*blobs)
    near, far = opened(data), FarPackIndex(lambda offset, length: data[offset : offset + length], len(data))
    for blob in (*blobs, b"something else that is longer than forty bytes, so it cannot be one of them"):
        assert far.find(digest(blob)) == near.find(digest(blob))


def test_of_a_pack_far_away_a_small_part_is_read():
    data = pack(*(str(number).encode() for number in range(50_000)))
    reads = []
    far = FarPackIndex(lambda offset, length: reads.append(length) or data[offset : offset + length], len(data))
    for number in (1, 777, 49_999):
        start, length = far.find(digest(str(number).encode()))
        assert data[start : start + length] == str(number).encode()
    assert len(reads) == 4  # how many there are, then the neighbours of each
    assert sum(reads) < 50_000 * 48 / 6


def test_digests_that_lie_close_together_are_found_far_away_too():
    places = {f"sha256:{number:064x}": (0, 0) for number in range(0, 90_000, 3)}
    places[f"sha256:{'f' * 64}"] = (0, 0)
    data = pack_index(places)
    far = FarPackIndex(lambda offset, length: data[offset : offset + length], len(data))
    assert all(far.find(name) == (0, 0) for name in places)
    assert far.find(f"sha256:{1:064x}") is None
