"""Agents' passwords."""

from runtime.access.passwords import LONGEST, fault, hashed, matches


def test_a_password_matches_its_hash_only():
    stored = hashed("correct horse battery")
    assert matches(stored, "correct horse battery")
    assert not matches(stored, "correct horse batterz")


def test_nobody_has_the_stand_in_password():
    assert not matches(None, "nobody has this password")


def test_two_hashes_of_one_password_differ_and_use_scrypt():
    first, second = hashed("correct horse battery"), hashed("correct horse battery")
    assert first != second
    assert first.startswith("scrypt:")


def test_short_and_endless_passwords_are_refused_with_a_reason():
    assert fault("elevenchars") == "desk.password.short"
    assert fault("x" * (LONGEST + 1)) == "desk.password.long"
    assert fault("twelve chars") is None


def test_an_endless_password_never_matches_its_beginning():
    stored = hashed("x" * LONGEST)
    assert not matches(stored, "x" * 1_000_000)
