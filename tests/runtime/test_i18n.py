"""The interface's words, and people's formats."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from runtime.i18n import Interface, direction, own_name


@pytest.mark.parametrize(
    ("language", "text"), [("ko", "2026년 3월 1일"), ("en", "March 1, 2026"), ("pt_BR", "1 de março de 2026")]
)
def test_days_are_written_as_the_reader_writes_them(language, text):
    assert Interface(language).date("2026-03-01") == text
    assert Interface(language).date("2026-03-01T10:00") == text


def test_one_thing_is_spoken_of_differently_where_the_language_does():
    assert [Interface("en").count("section.articles", number) for number in (0, 1, 2)] == [
        "0 articles",
        "1 article",
        "2 articles",
    ]
    assert Interface("ko").count("section.articles", 1) == "문서 1개"
    assert Interface("en").count("search.count", 12345) == "12,345 results"


def test_who_words_many_of_a_thing_and_not_one_of_it_means_both():
    own = {"section.articles": {"sv": "artiklar: {count}", "en": "Articles: {count}"}}
    assert Interface("sv", own).count("section.articles", 1) == "artiklar: 1"
    assert Interface("en", own).count("section.articles", 1) == "Articles: 1"
    both = {**own, "section.articles.one": {"sv": "en artikel"}}
    assert Interface("sv", both).count("section.articles", 1) == "en artikel"


def test_a_language_without_words_is_spoken_to_in_english():
    assert Interface("sv")("search.button") == "Search"


def test_a_brands_own_words_go_before_ours_in_their_language_only():
    own = {"search.button": {"ko": "찾기"}}
    assert Interface("ko", own)("search.button") == "찾기"
    assert Interface("en", own)("search.button") == "Search"


@pytest.mark.parametrize(("language", "text"), [("ko", "10,000,000"), ("en", "10,000,000"), ("sv", "10\xa0000\xa0000")])
def test_numbers_in_words_are_written_as_the_reader_writes_them(language, text):
    own = {"validate.number_max": {"sv": "{max}", "en": "{max}", "ko": "{max}"}}
    assert Interface(language, own)("validate.number_max", max=10_000_000) == text


def test_decimals_keep_every_digit_and_words_stay_words():
    own = {"validate.number_step": {"en": "{step}", "sv": "{step}"}}
    assert Interface("sv", own)("validate.number_step", step=Decimal("0.00005")) == "0,00005"
    assert Interface("en", own)("validate.number_step", step="10000") == "10000"
    assert Interface("en", own)("validate.number_step", step=True) == "True"


def test_only_the_blanks_a_page_fills_are_filled():
    own = {"search.count": {"en": "{count} of {everything} {0} {"}}
    assert Interface("en", own).count("search.count", 3) == "3 of {everything} {0} {"


def test_languages_are_called_by_their_own_name_and_by_the_readers():
    assert [own_name(language) for language in ("ko", "en", "pt_BR", "xx")] == [
        "한국어",
        "English",
        "Português (Brasil)",
        "xx",
    ]
    assert Interface("ko").name_of("en") == "영어"


def test_arabic_runs_from_right_to_left():
    assert (direction("ar"), direction("ko")) == ("rtl", "ltr")


def test_a_moment_is_written_in_the_zone_it_carries():
    assert "2026" in Interface("ko").moment(datetime(2026, 3, 1, 9, tzinfo=UTC))
