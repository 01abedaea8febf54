"""Two types of one depth with the same name in a language: nobody could tell which one to choose.

The whole depth counts, not only brothers and sisters; case and blanks around a name do not (A-06).
"""

from collections.abc import Iterator, Mapping

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from schemas.text import Localized, Text, localize

RULE = Rule("FD408", "type-name-twice")

_TREES = ("inquiry_type", "processing_type", "chat_processing_type")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Inquiry types, and what agents say of tickets and chats."""
    for brand in linked.brands.values():
        codes = {name: thing.value.text for name, thing in brand.of("code").items()}
        for kind in _TREES:
            yield from _in_tree(linked, brand, kind, codes)


def _in_tree(linked: Linked, brand: LinkedBrand, kind: str, codes: Mapping[str, Text]) -> Iterator[Diagnostic]:
    """One finding for each later type, whatever the number of languages."""
    first: dict[tuple[int, str, str], Object] = {}
    for thing in brand.of(kind).values():
        earlier: dict[str, list[str]] = {}
        for language, name in _names(brand, thing, codes).items():
            seen = first.setdefault((len(thing.path), language, name.strip().casefold()), thing)
            if seen is not thing:
                earlier.setdefault(seen.id, []).append(language)
        for other, languages in earlier.items():
            yield found(
                RULE,
                f"the {kind.replace('_', ' ')}s {quoted(other)} and {quoted(thing.id)} have the same name "
                f"in {' and '.join(languages)}",
                linked.draft.span(thing, ("name",)),
                note="again here",
                labels=[Label(linked.draft.span(brand.of(kind)[other], ("name",)), "first here")],
                hint="names are unique in each depth of the tree",
            )


def _names(brand: LinkedBrand, thing: Object, codes: Mapping[str, Text]) -> Localized:
    return localize(thing.value.name, brand.languages, brand.default_language, codes)
