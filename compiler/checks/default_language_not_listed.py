"""A default language that is not among the languages of the brand."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.mismatch import opening

RULE = Rule("FD305", "default-language-not-listed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`default_language:` of each brand."""
    for brand in linked.brands.values():
        default = brand.brand.value.default_language
        if default is None or default in brand.languages:
            continue
        listed = brand.brand.value.languages is not None
        yield found(
            RULE,
            f"{quoted(default)} is not a language of the brand",
            linked.draft.span(brand.brand, ("default_language",)),
            note="default language",
            labels=[Label(opening(linked.draft.span(brand.brand, ("languages",))), "its languages")] if listed else [],
            hint=did_you_mean(default, brand.languages),
        )
