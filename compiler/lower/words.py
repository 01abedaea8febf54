"""Texts of a brand as maps of languages, codes looked up.

Bodies are `compiler.bodies`; which languages may be missing is a check.
"""

from collections.abc import Mapping

from compiler.link import LinkedBrand
from compiler.vocabulary import own_placeholders
from schemas.placeholders import in_our_spelling
from schemas.text import Localized, Text, localize


class Wording:
    """Localises the texts of one brand."""

    def __init__(self, brand: LinkedBrand) -> None:
        self.languages = brand.languages
        self.default_language = brand.default_language
        self._own_names = own_placeholders(brand)
        self.codes: Mapping[str, Text] = {name: thing.value.text for name, thing in brand.of("code").items()}

    def of(self, text: Text | None) -> Localized:
        """The words in every language of the brand; empty for no text. Own names of placeholders become ours."""
        words = {} if text is None else localize(text, self.languages, self.default_language, self.codes)
        if not self._own_names:
            return words
        return {language: in_our_spelling(said, self._own_names) for language, said in words.items()}
