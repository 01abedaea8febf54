"""A consent nobody is ever asked for (HS-28): no portal lists it, or none where such a moment comes."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked, LinkedBrand
from schemas.portal import Portal

RULE = Rule("FD674", "unused-consent", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Consents of brands and of the organisation, beside the portals that list them."""
    if any(kind == "portal" for kind, _, _ in linked.draft.poisoned):
        return
    asked: set[tuple[str, str]] = set()
    listed: set[tuple[str, str]] = set()
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            for name in thing.value.consents:
                consent = brand.of("consent").get(name)
                if consent is not None:
                    listed.add((consent.brand, name))
                    if set(consent.value.ask) & set(_moments(brand, thing.value)):
                        asked.add((consent.brand, name))
    owners = [*((brand.id, brand.of("consent")) for brand in linked.brands.values())]
    owners.append((ORGANIZATION, linked.organization.get("consent", {})))
    for owner, consents in owners:
        for name, thing in consents.items():
            if thing.brand != owner or (owner, name) in asked:
                continue
            is_listed = (owner, name) in listed
            yield found(
                RULE,
                f"nobody is ever asked for the consent {quoted(name)}",
                linked.draft.span(thing, ("ask",)) if is_listed else linked.draft.span(thing, ("purpose",), "key"),
                note="no portal that lists it has such a moment" if is_listed else "no portal lists it",
                hint="write  ask: [inquiry]" if is_listed else f"write  consents: [{name}]  in a portal, or delete it",
            )


def _moments(brand: LinkedBrand, portal: Portal) -> Iterator[str]:
    """When a portal could ask."""
    features = brand.brand.value.features
    if portal.show.inquiries and features.inquiries:
        yield "inquiry"
    if portal.show.chat and features.chat:
        yield "chat"
    if portal.access.mode in ("registration", "magic_link", "sso", "member_interlink"):
        yield "registration"
    if features.booking:
        yield "booking"
