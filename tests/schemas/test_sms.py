"""How long a text message is, and what it cannot carry."""

import pytest

from schemas.sms import MMS_BYTES, SMS_BYTES, length, unsendable


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("abc", 3), ("가나다", 6), ("a가", 3), ("똠", 2), ("漢", 2), ("\n", 1), ("é", 2), ("🍳", 2), ("①", 2)],
)
def test_bytes_are_those_of_euc_kr(text, size):
    """NHN-222: a Hangul syllable has two bytes, a Latin letter one."""
    assert length(text) == size


def test_the_limits_are_ninety_and_two_thousand_bytes():
    """NHN-222: 45 Hangul syllables fill an SMS."""
    assert (length("가" * 45), length("가" * 1000)) == (SMS_BYTES, MMS_BYTES)


def test_letters_it_does_not_have_are_named_once():
    assert tuple(unsendable("café 🍳 café")) == ("é", "🍳")
