"""Texts of a brand as maps of languages, codes looked up.

Bodies are `compiler.bodies`; which languages may be missing is a check.
"""

from collections.abc import Mapping

from compiler.link import LinkedBrand
from schemas.text import Localized, Text, localize


class Wording:
    """Localises the texts of one brand."""

    def __init__(self, brand: LinkedBrand) -> None:
        self.languages = brand.languages
        self.default_language = brand.default_language
        self.codes: Mapping[str, Text] = {name: thing.value.text for name, thing in brand.of("code").items()}

    def of(self, text: Text | None) -> Localized:
        """The words in every language of the brand; empty for no text."""
        return {} if text is None else localize(text, self.languages, self.default_language, self.codes)
