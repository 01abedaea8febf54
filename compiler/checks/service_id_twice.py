"""Two brands with one service id: addresses and signatures could not tell them apart."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand

RULE = Rule("FD658", "service-id-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`service_id:` of all brands; case does not count."""
    first: dict[str, LinkedBrand] = {}
    for brand in linked.brands.values():
        name = brand.brand.value.service_id
        seen = first.setdefault(name.casefold(), brand) if name else brand
        if seen is not brand:
            yield found(
                RULE,
                f"the brands {quoted(seen.id)} and {quoted(brand.id)} have the service id {quoted(name)}",
                linked.draft.span(brand.brand, ("service_id",)),
                note="again here",
                labels=[Label(linked.draft.span(seen.brand, ("service_id",)), "first here")],
                hint="it never changes, so choose another for the newer brand",
            )
