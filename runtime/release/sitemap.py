"""The sitemap of a portal: every indexed page, its twins in other languages beside it."""

from collections.abc import Iterable, Mapping
from html import escape

from runtime.release.contents import PortalPlace
from runtime.release.pages import Page
from schemas.names import bcp47


def sitemap(place: PortalPlace, origin: str, paths: Iterable[str]) -> Page:
    """`/sitemap.xml` below the portal's path; `paths` are its ready pages, such as `/en/articles/x`.

    It has no end of its own: when a notice comes or goes the whole portal is rendered again, the sitemap with it.
    """
    twins: dict[str, dict[str, str]] = {}
    for path in paths:
        language, _, rest = path[1:].partition("/")
        twins.setdefault(rest, {})[language] = f"{origin}{place.path}{path}"
    entries = "".join(
        f"<url><loc>{escape(address, quote=False)}</loc>{_alternates(languages)}</url>\n"
        for languages in twins.values()
        for address in languages.values()
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    )
    return Page(place.key, "/sitemap.xml", body.encode(), "application/xml; charset=utf-8")


def _alternates(languages: Mapping[str, str]) -> str:
    if len(languages) < 2:
        return ""
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{bcp47(language)}" href="{escape(address)}"/>'
        for language, address in languages.items()
    )
