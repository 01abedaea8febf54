"""A code that no text names. The organisation's codes are there for all brands and are not looked at."""

from collections.abc import Iterator

from compiler.authored import texts
from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.themes import said_in_pages

RULE = Rule("FD625", "unused-code", "note")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Codes in a brand where every object has its shape."""
    for brand in linked.brands.values():
        if any(home == brand.id for _, home, _ in linked.draft.poisoned):
            continue
        used = {item.text.code for item in texts(brand)} | said_in_pages(linked, brand)
        for name, thing in brand.of("code").items():
            if thing.brand == brand.id and name not in used:
                yield found(
                    RULE,
                    f"no text names the code {quoted(name)}",
                    linked.draft.span(thing, (), "key"),
                    note="this code",
                    hint=f"write {{code: {name}}} somewhere, or delete it",
                )
