"""An open portal without a profile (OQ-39): customers would not know where they are."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked

RULE = Rule("FD601", "portal-without-profile")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals that are enabled and have no `profile:`."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            if thing.value.enabled and thing.value.profile is None:
                yield found(
                    RULE,
                    f"the portal {thing.id!r} is open and has no profile",
                    linked.draft.span(thing, (), "key"),
                    labels=[Label(linked.draft.span(thing, ("enabled",)), "open because of this")],
                    hint="add  profile: {name: …}",
                )
