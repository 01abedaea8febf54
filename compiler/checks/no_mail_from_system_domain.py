"""Members who are to be invited by mail, on a domain of the vendor's, which sends none (HS-12)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD745", "no-mail-from-system-domain", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals at a system domain whose members would get mail: registration, and links in place of passwords."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            domain = brand.of("domain").get(thing.value.address.domain or "")
            access = thing.value.access
            if domain is None or domain.value.type != "system" or access.mode not in ("registration", "magic_link"):
                continue
            who = "its access groups" if access.access_groups else "its members"
            yield found(
                RULE,
                f"the portal {quoted(thing.id)} sends no membership mail: {who} are not told that they may come in",
                linked.draft.span(thing, ("address", "domain")),
                note="a system domain",
                labels=[Label(linked.draft.span(domain, ("type",)), "declared here")],
                hint="move the portal to a domain of your own, or tell people yourself",
            )
