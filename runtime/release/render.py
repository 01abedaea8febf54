"""Whole public pages of a portal, rendered once per activation.

Which pages there are and what each template is given lives here; pages that depend on the visitor are `runtime.web`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from runtime.i18n import Interface
from runtime.release.contents import PortalPlace, Release
from runtime.release.pages import Page
from schemas.bundle import ArticleFacts, Asset, Link, SectionFacts, Words
from schemas.names import bcp47
from schemas.text import pick


def template_environment() -> Environment:
    """Our templates: everything escaped, nothing undefined."""
    return Environment(
        loader=PackageLoader("runtime"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset_path(asset: Asset) -> str:
    """Where a file of the bundle is served."""
    return f"/files/{asset.digest.removeprefix('sha256:')[:32]}/{asset.path.rpartition('/')[2]}"


class PortalPages:
    """Renders the public pages of one portal."""

    def __init__(self, release: Release, place: PortalPlace, templates: Environment, origin: str) -> None:
        self.release = release
        self.place = place
        self.templates = templates
        self.origin = origin
        self.sections = [part for part in place.brand.knowledge.categories if part.status == "public"]
        self.articles = {
            article.id: (category, folder, article)
            for category in self.sections
            for folder, article in _public(category)
        }

    def pages(self) -> Iterator[Page]:
        """Every ready page, language by language."""
        for language in self.place.portal.languages:
            yield self._page(language, "/", "home.html", {})
            for category in self.sections:
                yield self._page(language, f"/c/{category.id}", "category.html", {"category": category})
                for folder in category.folders:
                    if folder.status == "public":
                        yield self._page(
                            language,
                            f"/c/{category.id}/{folder.id}",
                            "folder.html",
                            {"category": category, "folder": folder},
                        )
            for category, part, article in self.articles.values():
                yield self._article(language, category, part, article)

    def _article(
        self, language: str, category: SectionFacts, folder: SectionFacts | None, article: ArticleFacts
    ) -> Page:
        words = self.words(article, language)
        facts = {
            "article": article,
            "words": words,
            "body": Markup(self._linked(self.place.brand.body(words.body), language)),  # noqa: S704  sanitised by the compiler
            "category": category,
            "folder": folder,
            "related": [self.articles[name][2] for name in article.related if name in self.articles],
        }
        return self._page(language, f"/articles/{article.id}", "article.html", facts)

    def words(self, article: ArticleFacts, language: str) -> Words:
        """An article's words for readers of a language."""
        return self.place.brand.words(f"articles/{article.id}/{language}")

    def _page(self, language: str, path: str, template: str, facts: Mapping[str, Any]) -> Page:
        body = self.templates.get_template(template).render(**self.context(language, path), **facts)
        return Page(self.place.key, f"/{language}{path}", body.encode())

    def context(self, language: str, path: str) -> dict[str, Any]:
        """What every template is given: the portal, the language, and how to word and link things."""
        portal = self.place.portal

        def say(text: Mapping[str, str]) -> str:
            return pick(text, language, portal.default_language)

        return {
            "portal": portal,
            "pages": self,
            "language": language,
            "tag": bcp47(language),
            "say": say,
            "ui": Interface(language),
            "home": f"{self.place.path}/{language}/",
            "base": f"{self.place.path}/{language}",
            "alternates": [(other, f"{self.place.path}/{other}{path}") for other in portal.languages],
            "canonical": f"{self.origin}{self.place.path}/{language}{path}",
            "asset": asset_path,
            "tokens": f"/files/{portal.tokens.digest.removeprefix('sha256:')[:32]}/tokens.css",
        }

    def _linked(self, body: str, language: str) -> str:
        base = f"{self.place.path}/{language}"

        def replace(match: re.Match[str]) -> str:
            kind, name = match[1], match[2]
            return f'href="{base}/articles/{name}"' if kind == "article" else f'href="{base}/c/{name}"'

        return re.sub(r'href="(article|category):([^"]*)"', replace, body)

    def link_address(self, link: Link, language: str) -> str:
        """Where a configured link leads for a reader of a language."""
        if link.article is not None:
            return f"{self.place.path}/{language}/articles/{link.article}"
        return link.url or "#"


def _public(category: SectionFacts) -> Iterator[tuple[SectionFacts | None, ArticleFacts]]:
    for article in category.articles:
        if article.status == "public":
            yield None, article
    for folder in category.folders:
        for article in folder.articles:
            if article.status == "public":
                yield folder, article
