"""The interface's own words: complete in every language, with the same blanks."""

import re

import pytest

from schemas.wording import WORDING, wording

_BLANK = re.compile(r"\{([a-z_]+)\}")
PLURAL_LANGUAGES = {"en"}
PROPER_NAMES = {"desk.name"}
HANGUL = re.compile("[가-힣]")
OTHERS = [language for language in WORDING if language != "en"]


def needed(language: str) -> set[str]:
    """Codes a language must have: `.one` only where it speaks of one thing differently."""
    return {code for code in WORDING["en"] if language in PLURAL_LANGUAGES or not code.endswith(".one")}


@pytest.mark.parametrize("language", OTHERS)
def test_every_code_has_words_in_every_language(language):
    assert needed(language) - set(WORDING[language]) == set()
    assert set(WORDING[language]) - set(WORDING["en"]) == set()


@pytest.mark.parametrize("language", WORDING)
def test_no_words_are_empty(language):
    assert [code for code, words in WORDING[language].items() if not words.strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_fills_in_the_same_blanks(language):
    for code, words in WORDING[language].items():
        assert set(_BLANK.findall(words)) == set(_BLANK.findall(WORDING["en"][code])), code


def test_korean_is_written_in_korean():
    said = {code: _BLANK.sub("", words) for code, words in WORDING["ko"].items() if code not in PROPER_NAMES}
    assert [code for code, words in said.items() if re.search("[A-Za-z]{4}", words) and not HANGUL.search(words)] == []


def test_one_thing_has_words_for_many_beside_it():
    assert [code for code in WORDING["en"] if code.endswith(".one") and code[:-4] not in WORDING["en"]] == []


def test_a_regional_language_has_the_words_of_its_base():
    assert wording("en_GB") == WORDING["en"]
    assert wording("xx") == {}
