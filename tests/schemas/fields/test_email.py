"""One address, strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.fields.base import Fault
from schemas.fields.email import EmailField, address, parse
from schemas.text import Text

EMAIL = EmailField(type="email", label=Text.model_validate("E-mail"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada@example.com", "ada@example.com"),
        (" Ada.Lovelace+news@Example.COM ", "Ada.Lovelace+news@example.com"),
        ("o'neill@example.co.uk", "o'neill@example.co.uk"),
        ("jin@한국.kr", "jin@xn--3e0b707e.kr"),
    ],
)
def test_a_domain_has_one_spelling(typed, kept):
    assert parse(EMAIL, (typed,)) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "a@x.example, b@y.example",
        "a@x.example;b@y.example",
        "Ada <ada@example.com>",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com\nX: y",
        "ada\x00@example.com",
        "ada\u200b@example.com",
        "\u202eada@example.com",
        "ada@example.com%0aBcc:eve@example.com",
        "ada@@example.com",
        "ada@localhost",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        ".ada@example.com",
        "ada..b@example.com",
        "ada@-example.com",
        "ada@example..com",
        "ada@example.com.",
        "@example.com",
        "ada@",
        "ada",
        '"ada b"@example.com',
        "a" * 65 + "@example.com",
        "ada@" + "x" * 64 + ".com",
        "ada@" + "x." * 130 + "com",
        "ada＠example.com",
    ],
)
def test_anything_that_is_not_one_plain_address_is_refused(typed):
    assert parse(EMAIL, (typed,)) == Fault("validate.email")


@given(st.text(max_size=80))
def test_what_is_accepted_can_stand_in_a_header(text):
    found = address(text)
    if found is not None:
        assert found.isascii()
        assert found.isprintable()
        assert not set(found) & set(' ,;<>"\r\n\t()[]\\')
        assert address(found) == found
