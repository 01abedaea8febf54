"""Triggers as sentences, in the order in which they run; conditions of forms in the same words.

The sentences are `schemas.triggers.sentences`: what reviewers read here, agents read beside a trace.
"""

from compiler.bundle import BrandBundle
from compiler.snapshot.lines import Lines
from schemas.bundle import PortalContract
from schemas.conditions import Conditions
from schemas.text import Localized, Text, pick, words
from schemas.triggers.sentences import told, wanted


class Wording:
    """What a brand's texts and conditions say in one language."""

    def __init__(self, brand: BrandBundle, language: str) -> None:
        self.brand = brand
        self.language = language
        self._default = brand.brand.default_language

    def say(self, text: Localized) -> str:
        """A compiled text."""
        return pick(text, self.language, self._default)

    def text(self, text: Text | None) -> str:
        """An authored text that the contract carries; empty for none."""
        return "" if text is None else words(text, self.language, self._default)

    def conditions(self, conditions: Conditions) -> tuple[str, ...]:
        """Conditions in words, one line for each that must hold."""
        return wanted(conditions)


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every trigger: when it looks, what it wants, what it does."""
    lines.section("Triggers")
    for trigger in brand.desk.triggers:
        for line in told(trigger, language, brand.brand.default_language):
            lines.sentence(line)
    if not brand.desk.triggers:
        lines.nothing()
