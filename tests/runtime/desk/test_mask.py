"""Personal words in lists."""

import pytest

from runtime.desk.mask import masked


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Ada Park", "A** P***"),
        ("홍길동", "홍**"),
        ("ada@example.com", "a**@example.com"),
        ("x", "x*"),
        ("", ""),
        ("  ", ""),
        ("@", "@*"),
        ("Maximilian", "M***"),
    ],
)
def test_a_name_can_be_recognised_but_not_copied(words, shown):
    assert masked(words) == shown
