"""The words of a real help centre's interface in 37 languages, as codes of a brand."""

import json

import pytest

from compiler.compile import resolve
from schemas.names import bcp47
from schemas.text import localize
from tests.kitchen import changed, compiled, tree_of

SPELT = {"en-us": "en"}


def language(name):
    """A locale in our spelling; `None` for one our languages cannot say, such as a region by number."""
    first, _, region = SPELT.get(name, name).partition("-")
    return f"{first}_{region.upper()}" if region.isalpha() and region else None if region else first


@pytest.fixture(scope="module")
def words(data):
    """Locale to words, as the files have them."""
    folder = data / "help-center-ui-i18n/translations"
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


@pytest.fixture(scope="module")
def codes(words):
    """One code for each word, with every language that has it."""
    spelt = {language(name): said for name, said in words.items() if language(name)}
    return {
        f"theme.{key}": {"text": {code: said[key] for code, said in spelt.items() if said.get(key)}}
        for key in words["en-us"]
    }


@pytest.fixture(scope="module")
def files(words, codes):
    languages = sorted(filter(None, map(language, words)))
    return {
        "brand.yaml": json.dumps({"name": "Kitchen", "languages": languages, "default_language": "en"}),
        "codes/theme.yaml": json.dumps(codes, ensure_ascii=False),
        "code_tags.yaml": json.dumps({"theme": {"name": "Theme"}}),
    }


def test_only_a_region_by_number_has_no_counterpart(words):
    assert [name for name in words if language(name) is None] == ["es-419"]
    assert len(words) == 37


def test_every_word_is_there_in_every_language_and_unchanged(files, words, codes):
    """NHN-196, NHN-199: a set of words is entered once, with a column for each language."""
    linked, findings = resolve(tree_of(changed(files))[0])
    assert [item for item in findings if item.severity == "error"] == []
    brand = linked.brands["kitchen"]
    said = {name: thing.value.text for name, thing in brand.of("code").items()}
    assert set(said) == set(codes)
    for locale, own in words.items():
        code = language(locale)
        for key, text in own.items() if code else ():
            assert localize(said[f"theme.{key}"], (code,), "en", {})[code] == text


def test_codes_without_an_error_and_languages_as_browsers_say_them(files):
    result, text = compiled(files)
    assert [line for line in text.splitlines() if line.startswith("error")] == []
    languages = result.bundle.brands["kitchen"].portals["main"].languages
    assert {"zh_CN", "pt_BR", "he", "ar"} <= set(languages)
    assert bcp47("pt_BR") == "pt-BR"


def test_a_word_missing_in_one_language_is_named_there(files, codes):
    """NHN-227: what is not translated falls back, and is reported."""
    [first, *_] = codes
    less = {**codes[first]["text"]}
    del less["sv"]
    changed_codes = {**codes, first: {"text": less}}
    warned = "version: 1\nenvironments: [demo]\ndefaults: {translations: {missing: warn}}\n"
    codes_file = json.dumps(changed_codes, ensure_ascii=False)
    _, text = compiled({**files, "codes/theme.yaml": codes_file, "frontdesk.yaml": warned})
    assert 'no words in "sv"' in text
