"""An open portal that offers inquiries and has no type customers may choose (OQ-03)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.visibility import is_public

RULE = Rule("FD604", "nothing-to-ask", may_lower=True)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Open portals that show inquiries in brands without an enabled inquiry type."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("inquiry_type", brand.id):
            continue
        if any(is_public(brand, thing) for thing in brand.of("inquiry_type").values()):
            continue
        for thing in brand.of("portal").values():
            show, features = thing.value.show, brand.brand.value.features
            if thing.value.enabled and show.inquiries and features.inquiries:
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} offers inquiries, and there is no inquiry type to choose",
                    linked.draft.span(thing, ("enabled",)),
                    note="open because of this",
                    hint="add one to inquiry_types.yaml, or write  show: {inquiries: false}",
                )
