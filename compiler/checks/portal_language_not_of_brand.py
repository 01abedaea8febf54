"""A portal in a language its brand does not have: there would be no words to show."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked

RULE = Rule("FD306", "portal-language-not-of-brand")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`languages:` of each portal."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            for index, language in enumerate(thing.value.languages or ()):
                if language not in brand.languages:
                    yield found(
                        RULE,
                        f"{quoted(language)} is not a language of the brand",
                        linked.draft.span(thing, ("languages", index)),
                        note="this language",
                        hint=did_you_mean(language, brand.languages),
                    )
