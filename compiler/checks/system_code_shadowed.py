"""A code of one's own with the name of one of ours (NHN-198): which of the two a page shows would depend on luck."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked
from schemas.wording import WORDING

RULE = Rule("FD754", "system-code-shadowed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Codes of brands and of the organisation."""
    ours = WORDING["en"]
    owners = {brand.id: brand.of("code") for brand in linked.brands.values()}
    owners[ORGANIZATION] = linked.organization.get("code", {})
    for owner, codes in owners.items():
        for name, thing in codes.items():
            if thing.brand == owner and name in ours:
                yield found(
                    RULE,
                    f"{quoted(name)} is a code of the interface itself",
                    linked.draft.span(thing, (), "key"),
                    note="taken",
                    hint="word ours differently in codes/_system.yaml, or choose another name",
                )
