"""An open portal whose footer links no privacy policy (OQ-48)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.portal import FooterLink

RULE = Rule("FD607", "privacy-link-missing", "warning")

_WORDS = ("privacy", "개인정보")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Open portals; the organisation's links count where they are shown."""
    company = linked.organization.get("company_info", {}).get("")
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            portal = thing.value
            shared = company.value.links if company is not None and portal.show.company_info else ()
            if portal.enabled and not any(_is_privacy(link) for link in (*portal.footer.links, *shared)):
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} links no privacy policy",
                    linked.draft.span(thing, ("enabled",)),
                    note="open because of this",
                    hint="add to footer: links:  - {id: privacy, label: Privacy, url: …}",
                )


def _is_privacy(link: FooterLink) -> bool:
    """Whether a link is called so: by its id, its words, or what it leads to."""
    said = (link.id, link.url or "", link.article or "", link.label.plain or "", link.label.code or "")
    words = " ".join((*said, *(link.label.by_language or {}).values())).casefold()
    return any(word in words for word in _WORDS)
