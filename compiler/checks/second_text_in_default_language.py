"""A translation file in the default language: the file without a language says it already."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD307", "second-text-in-default-language")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Translations of articles, FAQ documents and notices."""
    for brand in linked.brands.values():
        for kind in ("article", "faq", "notice"):
            for thing in brand.of(f"{kind}_translation").values():
                if thing.parts["language"] == brand.default_language:
                    source = f"{thing.id}.md"
                    yield found(
                        RULE,
                        f"{quoted(brand.default_language)} is the default language; its words are in {source}",
                        whole_file(thing.file),
                        hint=f"move the words to {source} and delete this file",
                    )
