"""Portals: name, look, footer and what they show.

Whether a portal may be opened at all is a check; here it is only resolved.
"""

from compiler.bodies import render
from compiler.link import Linked, LinkedBrand
from compiler.lower.bench import Bench
from compiler.shape import Object
from schemas.bundle import FooterFacts, Link, PortalAddress, PortalContract
from schemas.portal import Show
from schemas.theme import THEMES, palette, style_sheet


def lower_portal(bench: Bench, thing: Object) -> PortalContract:
    """One portal, in every language at once."""
    brand, wording, assets = bench.brand, bench.wording, bench.assets
    portal, features = thing.value, brand.brand.value.features
    design, profile = portal.design, portal.profile
    colors = palette(design.theme, design.colors.model_dump()) or THEMES["plain"]
    languages = portal.languages or brand.languages
    shown = {name: value and getattr(features, name, True) for name, value in portal.show.model_dump().items()}
    return PortalContract(
        brand=brand.id,
        id=thing.id,
        enabled=portal.enabled,
        host=portal.address.host,
        path=portal.address.path,
        languages=languages,
        default_language=brand.default_language if brand.default_language in languages else languages[0],
        access=portal.access.mode,
        name=wording.of(profile.name if profile else brand.brand.value.name),
        logo=assets.find(profile.logo) if profile else None,
        logo_side=profile.logo_side if profile else "right",
        favicon=assets.find(profile.favicon) if profile else None,
        image=assets.find(design.image),
        image_alt=wording.of(design.image_alt),
        tokens=bench.blobs.put(style_sheet(colors).encode()),
        buttons=tuple(Link(id=button.id, label=wording.of(button.label), url=button.url) for button in design.buttons),
        footer=_footer(bench, thing),
        show=Show(**shown),
        translations=portal.translations or bench.linked.repository.defaults.translations,
        feedback=portal.article_feedback,
    )


def _footer(bench: Bench, thing: Object) -> FooterFacts:
    wording = bench.wording
    footer = thing.value.footer
    text = wording.of(footer.text)
    return FooterFacts(
        html={language: render(words).html for language, words in text.items()},
        links=tuple(
            Link(id=link.id, label=wording.of(link.label), url=link.url, article=link.article) for link in footer.links
        ),
        dropdown=tuple(
            Link(
                id=entry.id,
                label=wording.of(entry.label),
                url=entry.url,
                portal=_address(bench.linked, bench.brand, entry.portal) if entry.portal else None,
            )
            for entry in footer.dropdown
        ),
    )


def _address(linked: Linked, brand: LinkedBrand, name: str) -> PortalAddress:
    other, _, portal_id = name.rpartition("/")
    home = linked.brands[other or brand.id]
    portal = home.of("portal")[portal_id].value
    languages = portal.languages or home.languages
    return PortalAddress(
        brand=home.id,
        portal=portal_id,
        host=portal.address.host,
        path=portal.address.path,
        languages=languages,
        default_language=home.default_language if home.default_language in languages else languages[0],
        enabled=portal.enabled,
    )
