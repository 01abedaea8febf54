"""Addresses of a portal for readers of one language, and links by name turned into them.

Everything comes from configuration and the release; nothing from the host of a request.
"""

import html
import re
from collections.abc import Callable

from runtime.release.contents import PortalPlace, Release
from runtime.release.shown import Shown
from schemas.bundle import Link, PortalAddress

Origin = Callable[[str], str]
"""Scheme, host and port of a host, as customers see them."""

_LINK = re.compile(
    r'<a href="(?P<scheme>article|category|faq|notice|ask|portal):(?P<name>[^"#<>]*)'
    r'(?P<anchor>#[^"<>]*)?"(?P<rest>[^<>]*)>(?P<words>(?:[^<]++|<(?!/?a[\s>]))*+)</a>'
)


class Addresses:
    """The addresses a reader of `language` is given."""

    def __init__(self, release: Release, place: PortalPlace, shown: Shown, language: str, origin: Origin) -> None:
        self._release = release
        self._place = place
        self._shown = shown
        self._origin = origin
        self.base = f"{place.path}/{language}"
        self.language = language

    def of(self, scheme: str, name: str) -> str | None:
        """Where a link by name leads, such as `article:reset-password`; `None` where readers cannot go."""
        shown, base = self._shown, self.base
        match scheme:
            case "article" if name in shown.articles and shown.words("articles", name, self.language):
                return f"{base}/articles/{name}"
            case "category":
                return self._section(name)
            case "faq" if name in shown.faq_documents:
                return f"{base}/faq#{name}"
            case "notice" if name in shown.notice_ids:
                return f"{base}/notices/{name}"
            case "ask" if self._place.portal.show.inquiries:
                return f"{base}/ask/{name}" if name else f"{base}/ask"
            case "portal":
                return self._portal_named(name)
        return None

    def _section(self, name: str) -> str | None:
        category, _, folder = name.partition("/")
        section = self._shown.sections_by_id.get(category)
        if section is None or (folder and folder not in {item.id for item in self._shown.folders(section)}):
            return None
        return f"{self.base}/c/{name}"

    def _portal_named(self, name: str) -> str | None:
        brand, _, portal = name.rpartition("/")
        place = self._release.place_named(brand or self._place.brand.id, portal)
        if place is None or not place.portal.enabled:
            return None
        return self._home_of(place.host, place.path, place.portal.languages, place.portal.default_language)

    def _home_of(self, host: str, path: str, languages: tuple[str, ...], default_language: str) -> str:
        language = self.language if self.language in languages else default_language
        return f"{self._origin(host)}{path.rstrip('/')}/{language}/"

    def of_portal(self, address: PortalAddress) -> str | None:
        """The home of another portal in the reader's language, or in its own where it does not speak it.

        `None` for one that is closed, or that this runtime cannot open: what it says itself counts where it is known.
        """
        place = self._release.place_named(address.brand, address.portal)
        if not address.enabled or (place is not None and not place.portal.enabled):
            return None
        other = self._release.brands.get(address.brand)
        host = address.host.resolve(other.bindings if other else {})
        if host is None:
            return None
        return self._home_of(host, address.path, address.languages, address.default_language)

    def of_link(self, link: Link) -> str | None:
        """Where a configured link leads; `None` where readers cannot go (a closed portal, a hidden article)."""
        if link.article is not None:
            return self.of("article", link.article)
        if link.portal is not None:
            return self.of_portal(link.portal)
        return link.url

    def in_body(self, body: str) -> str:
        """A sanitised body with its links by name turned into addresses; one that leads nowhere stays as words."""
        return _LINK.sub(self._linked, body)

    def _linked(self, link: re.Match[str]) -> str:
        address = self.of(link["scheme"], html.unescape(link["name"]))
        if address is None:
            return link["words"]
        anchor = link["anchor"] if link["anchor"] and "#" not in address else ""
        return f'<a href="{html.escape(address)}{anchor or ""}"{link["rest"]}>{link["words"]}</a>'
