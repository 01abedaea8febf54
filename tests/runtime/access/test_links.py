"""Tokens of ticket links and the keys they are made with."""

from runtime.access.keys import key_for
from runtime.access.links import digest_of, is_token, token_for

SECRET = "a secret of at least thirty-two characters"


def test_a_token_is_the_same_in_every_process_and_different_for_every_link():
    key = key_for(SECRET, "links")
    assert token_for(key, "one") == token_for(key_for(SECRET, "links"), "one")
    assert len({token_for(key, str(number)) for number in range(1000)}) == 1000


def test_keys_of_two_purposes_and_two_secrets_differ():
    keys = {key_for(secret, purpose) for secret in (SECRET, SECRET + "!") for purpose in ("links", "forms", "sessions")}
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


def test_a_token_fits_a_path_and_is_recognised():
    token = token_for(key_for(SECRET, "links"), "link")
    assert is_token(token)
    assert token.replace("-", "").replace("_", "").isalnum()


def test_what_cannot_be_a_token_is_told_apart():
    for text in ("", "short", "a" * 42, "a" * 44, "a" * 42 + "/", "a" * 42 + "=", "a" * 42 + "é", "a" * 43 + "\n"):
        assert not is_token(text)


def test_the_digest_tells_nothing_of_the_token_and_is_stable():
    assert digest_of("t") == "e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8"
