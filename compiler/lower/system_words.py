"""System codes in the languages of a brand, its own wording first.

What the codes are and say is `schemas.wording`; words an admin writes are `compiler.lower.words`.
"""

from collections.abc import Mapping

from compiler.lower.bench import Bench
from schemas.text import Localized, Text, compiled
from schemas.wording import WORDING, wording


class SystemWords:
    """The system codes of one brand; a language without words of its own reads English."""

    def __init__(self, bench: Bench) -> None:
        self._languages = bench.brand.languages
        self._default = bench.brand.default_language
        self._own = {
            code: thing.value.text.written(self._default) for code, thing in bench.brand.of("system_code").items()
        }

    def of(self, code: str) -> Localized:
        """The words of a system code in every language of the brand."""
        own = self._own.get(code, {})
        built_in = {language: wording(language).get(code) or WORDING["en"][code] for language in self._languages}
        return {**built_in, **{language: own[language] for language in self._languages if language in own}}

    def has(self, code: str) -> bool:
        """Whether there is such a system code."""
        return code in WORDING["en"]

    def text(self, code: str) -> Text:
        """The same, as a text that fields hold."""
        return compiled(self.of(code))

    def reworded(self) -> Mapping[str, Localized]:
        """Only what the brand words differently, in the languages it says."""
        kept = {
            code: {language: words[language] for language in self._languages if language in words}
            for code, words in sorted(self._own.items())
        }
        return {code: words for code, words in kept.items() if words}
