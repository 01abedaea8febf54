"""Durations and sizes as admins write them."""

import pytest

from schemas.durations import seconds
from schemas.sizes import in_bytes, shown


@pytest.mark.parametrize(
    ("text", "length"),
    [("90s", 90), ("15m", 900), ("24h", 86_400), ("90d", 7_776_000), ("1y", 31_536_000), ("2w", 1_209_600)],
)
def test_a_duration_is_a_number_and_a_unit(text, length):
    assert seconds(text) == length


@pytest.mark.parametrize(
    "text", ["", "15", "15 m", "m", "-1d", "0m", "1.5h", "1mo", "15M", "１５m", "1d2h", "99999999d"]
)
def test_anything_else_says_how_to_write_one(text):
    with pytest.raises(ValueError, match="such as 15m or 90d"):
        seconds(text)


@pytest.mark.parametrize(("text", "size"), [("10MB", 10_485_760), ("500KB", 512_000), ("1GB", 2**30), ("20B", 20)])
def test_a_size_counts_1024(text, size):
    assert in_bytes(text) == size


@pytest.mark.parametrize("text", ["", "10", "10 MB", "10mb", "0MB", "-1MB", "1.5MB", "10MiB", "1TB"])
def test_another_size_says_how_to_write_one(text):
    with pytest.raises(ValueError, match="such as 10MB"):
        in_bytes(text)


@pytest.mark.parametrize(
    ("size", "words"), [(10_485_760, "10 MB"), (1_572_864, "1.5 MB"), (1023, "1023 B"), (2**30, "1 GB")]
)
def test_a_size_is_shown_in_its_largest_unit(size, words):
    assert shown(size) == words
