"""A `{name}` in a reworded system code that the page does not fill in."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from schemas.wording import WORDING

RULE = Rule("FD630", "unknown-value-in-system-code")

_VALUE = re.compile(r"\{([^{}]*)\}|[{}]")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Braces in the words of known system codes: only those the built-in words have."""
    for brand in linked.brands.values():
        for name, thing in brand.of("system_code").items():
            legal = set(_VALUE.findall(WORDING["en"].get(name, "")))
            for language, words in thing.value.text.written(brand.default_language).items():
                for value in _VALUE.findall(words):
                    if value in legal or name not in WORDING["en"]:
                        continue
                    path = ("text", language) if thing.value.text.plain is None else ("text",)
                    yield found(
                        RULE,
                        f"the page does not fill in {quoted('{' + value + '}')} here",
                        linked.draft.span(thing, path),
                        note="these words",
                        hint=did_you_mean(value, legal) or "write the words without braces",
                    )
