"""Words in a language the brand does not have: nobody would ever read them."""

from collections.abc import Iterator

from compiler.authored import language_span, texts
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.span import whole_file

RULE = Rule("FD301", "language-not-of-brand")

_TRANSLATIONS = ("article_translation", "faq_translation", "notice_translation", "mail_layout")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Languages of texts and of translation files. What the organisation shares may have every brand's languages."""
    for brand in linked.brands.values():
        for item in texts(brand):
            for language in item.text.by_language or ():
                if language not in brand.languages:
                    span = language_span(linked, item, language)
                    yield found(RULE, _message(language), span, note="this language", hint=_hint(brand, language))
        for kind in _TRANSLATIONS:
            for thing in brand.of(kind).values():
                language = thing.parts["language"]
                if language not in brand.languages:
                    yield found(RULE, _message(language), whole_file(thing.file), hint=_hint(brand, language))


def _message(language: str) -> str:
    return f"the brand does not have the language {quoted(language)}"


def _hint(brand: LinkedBrand, language: str) -> str:
    return f"{did_you_mean(language, brand.languages)}\nor add it to languages: in brand.yaml"
