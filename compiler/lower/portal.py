"""Portals: name, look, footer and what they show.

Whether a portal may be opened at all is a check; here it is only resolved.
"""

from compiler.lower.asset_uses import Use, use
from compiler.lower.bench import Bench
from compiler.lower.entrance import domain_type, foreign_path, lower_consents
from compiler.lower.footer import lower_footer
from compiler.shape import Object
from compiler.themes import palette_of
from schemas.bundle import Asset, Link, PortalContract
from schemas.portal import Show
from schemas.theme import THEMES, style_sheet


def lower_portal(bench: Bench, thing: Object) -> PortalContract:
    """One portal, in every language at once."""
    brand, wording = bench.brand, bench.wording
    portal, features = thing.value, brand.brand.value.features
    design, profile = portal.design, portal.profile
    colors = palette_of(brand, thing) or THEMES["plain"]
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
        entry=portal.access,
        tickets=portal.tickets,
        consents=lower_consents(bench, portal.consents),
        domain=domain_type(bench, portal.address.domain),
        foreign_path=foreign_path(brand, thing),
        name=wording.of(profile.name if profile else brand.brand.value.name),
        logo=_use(bench, thing, "logo", profile.logo, "profile", "logo") if profile else None,
        logo_side=profile.logo_side if profile else "right",
        favicon=_use(bench, thing, "icon", profile.favicon, "profile", "favicon") if profile else None,
        image=_use(bench, thing, "picture", design.image, "design", "image"),
        image_alt=wording.of(design.image_alt),
        theme=design.theme,
        mobile_theme=design.mobile_theme or design.theme,
        tokens=bench.blobs.put(style_sheet(colors).encode()),
        buttons=tuple(Link(id=button.id, label=wording.of(button.label), url=button.url) for button in design.buttons),
        footer=lower_footer(bench, thing),
        show=Show(**shown),
        translations=portal.translations or bench.linked.repository.defaults.translations,
        feedback=portal.article_feedback,
    )


def _use(bench: Bench, thing: Object, purpose: Use, path: str | None, *keys: str) -> Asset | None:
    return use(bench, path, purpose, bench.linked.draft.span(thing, keys))
