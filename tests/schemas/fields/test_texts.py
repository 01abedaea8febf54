"""Short and long answers: what is cleaned, what is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.fields.base import Fault
from schemas.fields.long_text import LongTextField
from schemas.fields.long_text import parse as parse_long
from schemas.fields.text import TextField, parse
from schemas.fields.text import format as show
from schemas.text import Text

SHORT = TextField(type="text", label=Text.model_validate("Order number"), max_length=40)
LONG = LongTextField(type="long_text", label=Text.model_validate("Message"), max_length=100)


def test_nothing_sent_is_a_blank_answer():
    assert parse(SHORT, ()) == ""
    assert parse(SHORT, ("  \t ",)) == ""


def test_a_short_answer_is_one_line():
    assert parse(SHORT, ("  CV-1\r\nCV-2\u2028CV-3 ",)) == "CV-1 CV-2 CV-3"


def test_a_long_answer_keeps_its_lines():
    assert parse_long(LONG, ("\r\n\r\none  \r\ntwo\rthree\n\n",)) == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\x00b", "ab"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("a\u200bb\ufeffc", "abc"),
        ("\ud83d", ""),
        ("a\u2066b\u2069", "ab"),
        ("\x1b[31mred", "[31mred"),
        ("한글", "한글"),  # decomposed, becomes composed
        ("👩‍🍳", "👩‍🍳"),  # the joiner of an emoji stays
        ("می‌خواهم", "می‌خواهم"),  # and that of Persian words
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE tickets; --", "'; DROP TABLE tickets; --"),
    ],
)
def test_only_what_nobody_can_see_is_left_out(sent, kept):
    assert parse(SHORT, (sent,)) == kept


def test_length_counts_what_is_kept():
    assert parse(SHORT, ("x" * 40 + "\u200b" * 10,)) == "x" * 40
    assert parse(SHORT, ("x" * 41,)) == Fault("validate.too_long", {"limit": 40, "length": 41})
    assert parse_long(LONG, ("가" * 101,)) == Fault("validate.too_long", {"limit": 100, "length": 101})


def test_a_second_value_was_never_sent_by_our_page():
    assert parse(SHORT, ("one", "two")) == Fault("validate.several")


@given(st.text(max_size=60))
def test_reading_an_answer_again_changes_nothing(text):
    for field, read in ((SHORT, parse), (LONG, parse_long)):
        answer = read(field, (text,))
        if not isinstance(answer, Fault):
            assert read(field, (show(SHORT, answer, "en", "en"),)) == answer
            assert unicodedata.is_normalized("NFC", answer)
            answer.encode()
