"""Members of another site are described, and no portal lets them in (NHN-193): everybody is a stranger everywhere."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked

RULE = Rule("FD759", "interlink-without-portal", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Brands with a `member_interlink.yaml` that is switched on."""
    for brand in linked.brands.values():
        modes = {thing.value.access.mode for thing in brand.of("portal").values()}
        for thing in brand.of("member_interlink").values():
            poisoned = linked.draft.has_poisoned("portal", brand.id)
            if thing.value.enabled and "member_interlink" not in modes and not poisoned:
                yield found(
                    RULE,
                    "members of the other site come in nowhere",
                    linked.draft.span(thing, ("method",)),
                    note="no portal of the brand has access: {mode: member_interlink}",
                    hint="write it in a portal, or write  enabled: false  here",
                )
