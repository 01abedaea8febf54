"""One-time form tokens."""

from datetime import UTC, datetime, timedelta

import pytest

from runtime.access.form_tokens import LIFETIME, accept, issue
from runtime.access.keys import key_for

KEY = key_for("a secret of at least thirty-two characters", "forms")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_token_is_accepted_for_its_purpose_and_gives_its_nonce():
    first, second = issue(KEY, "ask bug", NOW), issue(KEY, "ask bug", NOW)
    nonces = {accept(KEY, "ask bug", token, NOW + timedelta(minutes=5)) for token in (first, second)}
    assert len(nonces) == 2
    assert None not in nonces


def test_the_same_token_gives_the_same_nonce_again():
    token = issue(KEY, "ask bug", NOW)
    assert accept(KEY, "ask bug", token, NOW) == accept(KEY, "ask bug", token, NOW + timedelta(hours=1))


def test_a_token_is_refused_for_another_purpose_or_key():
    token = issue(KEY, "ask bug", NOW)
    assert accept(KEY, "ask billing", token, NOW) is None
    assert accept(key_for("another secret of thirty-two characters!", "forms"), "ask bug", token, NOW) is None


@pytest.mark.parametrize("late", [LIFETIME + timedelta(seconds=1), timedelta(days=400), -timedelta(hours=1)])
def test_a_token_is_refused_outside_its_time(late):
    assert accept(KEY, "ask bug", issue(KEY, "ask bug", NOW), NOW + late) is None


def test_a_token_lives_to_the_end_of_its_time():
    assert accept(KEY, "ask bug", issue(KEY, "ask bug", NOW), NOW + LIFETIME) is not None


def test_no_changed_character_of_a_token_is_accepted():
    token = issue(KEY, "ask bug", NOW)
    nonce = accept(KEY, "ask bug", token, NOW)
    for place, letter in enumerate(token):
        forged = token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        # The last letter of base64 has spare bits: such a token may be another spelling, never another nonce.
        assert accept(KEY, "ask bug", forged, NOW) in ((None,) if place < len(token) - 1 else (None, nonce))


@pytest.mark.parametrize("text", ["", ".", "..", "a.b", "💥", "x" * 100_000, "eyJhIjoxfQ.AAAA", "\0"])
def test_rubbish_is_refused_quietly(text):
    assert accept(KEY, "ask bug", text, NOW) is None
