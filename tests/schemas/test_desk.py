"""Sensitive words: what is found, and what is not."""

import pytest

from schemas.desk import SensitiveWords, sensitive

WORDS = SensitiveWords(contains=("guarant", "보장"), exact=("free",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We GUARANTEE it", ["guarant"]),
        ("품질을 보장합니다", ["보장"]),
        ("It is free.", ["free"]),
        ("Free!", ["free"]),
        ("freedom and carefree", []),
        ("free guarantee", ["guarant", "free"]),
        ("", []),
    ],
)
def test_contains_finds_inside_words_and_exact_does_not(text, found):
    """NHN-119: sensitive words are kept in lists, found inside words or as whole ones; case does not count."""
    assert [word for _, word in sensitive(WORDS, text)] == found


def test_decomposed_hangul_is_found_as_well():
    assert sensitive(WORDS, "\u1107\u1169\u110c\u1161\u11bc")
