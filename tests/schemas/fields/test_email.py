"""One address, strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemas.fields.base import Fault
from schemas.fields.email import EmailField, address, parse
from schemas.names import EmailAddress
from schemas.text import Text
from schemas.triggers.recipients import EMAIL as EMAIL_WORD

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


WRITTEN = TypeAdapter(EmailAddress)


@pytest.mark.parametrize(
    "word", ["help@shop.example", "Help.Desk+1@Shop.Example", "o'neill@a-b.co.uk", "jin@xn--3e0b707e.kr"]
)
def test_what_a_customer_may_type_an_admin_may_write(word):
    assert WRITTEN.validate_python(word) == word
    assert EMAIL_WORD.fullmatch(word)
    assert address(word) is not None


@pytest.mark.parametrize(
    "word",
    [
        "help..desk@x.example", ".help@x.example", "help.@x.example", "help@-x.example", "help@x-.example",
        "help@x..example", "help@127.0.0.1", "help@x", "help@" + "x" * 64 + ".example",
    ],
)  # fmt: skip
def test_what_no_customer_may_type_no_admin_may_write(word):
    with pytest.raises(ValidationError):
        WRITTEN.validate_python(word)
    assert not EMAIL_WORD.fullmatch(word)
    assert address(word) is None


@given(st.text(max_size=80))
def test_what_is_accepted_can_stand_in_a_header(text):
    found = address(text)
    if found is not None:
        assert found.isascii()
        assert found.isprintable()
        assert not set(found) & set(' ,;<>"\r\n\t()[]\\')
        assert address(found) == found
