"""A portal in a language its brand does not have: there would be no words to show."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked

RULE = Rule("FD306", "portal-language-not-of-brand")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`languages:` of each portal, or the language its domain gives it."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            is_written = "languages" in linked.draft.documents.parsed[thing.file].value
            for index, language in enumerate(thing.value.languages or ()):
                if language not in brand.languages:
                    yield found(
                        RULE,
                        f"{quoted(language)} is not a language of the brand",
                        linked.draft.span(thing, ("languages", index) if is_written else ("address", "domain")),
                        note="this language" if is_written else "the language of this domain",
                        hint=did_you_mean(language, brand.languages),
                    )
