"""The words of the interface itself, and people's formats of dates and numbers.

Words an admin writes come from the bundle; the interface's own are `schemas.wording`.
"""

from schemas.wording import WORDING, wording


class Interface:
    """The interface in one language: `ui("search.button")`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = wording(language)

    def __call__(self, code: str, **values: object) -> str:
        """The words of a code, values filled in; English where a language has none."""
        words = self._words.get(code) or WORDING["en"][code]
        return words.format(**values) if values else words
