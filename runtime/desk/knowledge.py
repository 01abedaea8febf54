"""The knowledge base as staff see it: member articles too, and an agent's own drafts (OQ-08, OQ-13, OQ-20 to OQ-22).

Each article says which status it has and, where customers do not see it, why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from runtime.desk.page import desk_page, interface, language
from runtime.desk.principal import brand_of, principal
from runtime.i18n import Interface, direction, own_name
from runtime.release.bodies import finished
from runtime.release.build import origin
from runtime.release.contents import BrandContents
from runtime.web.request import settings, snapshot
from schemas.bundle import ArticleFacts, SectionFacts, Words
from schemas.names import bcp47
from schemas.text import pick

blueprint = Blueprint("knowledge", __name__)

_LINK = re.compile(r'href="(article|category|faq|notice|ask|portal):([^"#]*)(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in the list."""

    address: str
    title: str
    status: str
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """A category's own articles (without a name), or one of its folders."""

    name: str
    status: str
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category with its parts."""

    id: str
    name: str
    status: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page for another language."""

    address: str
    tag: str
    name: str
    chosen: bool


@blueprint.get("/<brand>/kb")
def tree(brand: str) -> Response:
    """Every category with what the agent who asks may read."""
    contents = brand_of(brand)
    reads = _wanted(contents)
    categories = tuple(_category(contents, category, reads) for category in contents.knowledge.categories)
    address = f"/desk/{contents.id}/kb"
    links = _languages(contents, address, reads)
    return desk_page("kb.html", brand=contents, section="kb", categories=categories, languages=links)


@blueprint.get("/<brand>/kb/<article>")
def article(brand: str, article: str) -> Response:
    """One article, whatever its status; another agent's draft is 404 like one that does not exist."""
    contents = brand_of(brand)
    found = contents.articles.get(article)
    if found is None or not _may_read(found[2]):
        abort(404)
    category, folder, facts = found
    reads = _wanted(contents)
    words = _words(contents, facts, reads)
    ui = interface()
    shown = {
        "title": words.title,
        "tag": bcp47(words.language),
        "direction": direction(words.language),
        "status": facts.status,
        "tags": facts.tags,
        "why": _why(contents, category, folder, facts, ui),
        "fallback": ui("desk.kb.fallback", wanted=own_name(reads), shown=own_name(words.language))
        if words.language != reads
        else "",
    }
    return desk_page(
        "kb_article.html",
        brand=contents,
        section="kb",
        article=shown,
        body=_body(contents, words, reads),
        crumbs=[_name(contents, part, reads) for part in (category, folder) if part is not None],
        kb_address=f"/desk/{contents.id}/kb?language={reads}",
        languages=_languages(contents, f"/desk/{contents.id}/kb/{facts.id}", reads),
        public_address=_public_address(contents, facts, reads),
    )


def _wanted(contents: BrandContents) -> str:
    """The language to read in: the one asked for, else the agent's, else the brand's."""
    spoken = contents.contract.languages
    for wish in (request.args.get("language", ""), language()):
        if wish in spoken:
            return wish
    return contents.contract.default_language


def _may_read(facts: ArticleFacts) -> bool:
    return facts.status != "draft" or facts.author == principal().person.id


def _category(contents: BrandContents, category: SectionFacts, reads: str) -> CategoryLine:
    own = _lines(contents, category, None, reads)
    parts = [Part("", category.status, own)] if own or not category.folders else []
    for folder in category.folders:
        parts.append(Part(_name(contents, folder, reads), folder.status, _lines(contents, category, folder, reads)))
    return CategoryLine(category.id, _name(contents, category, reads), category.status, tuple(parts))


def _lines(
    contents: BrandContents, category: SectionFacts, folder: SectionFacts | None, reads: str
) -> tuple[ArticleLine, ...]:
    ui = interface()
    return tuple(
        ArticleLine(
            address=f"/desk/{contents.id}/kb/{facts.id}?language={reads}",
            title=_words(contents, facts, reads).title,
            status=facts.status,
            why=_why(contents, category, folder, facts, ui),
        )
        for facts in (folder or category).articles
        if _may_read(facts)
    )


def _why(
    contents: BrandContents, category: SectionFacts, folder: SectionFacts | None, facts: ArticleFacts, ui: Interface
) -> str:
    """Why customers do not see an article; empty when they do."""
    if facts.status == "public":
        return ""
    if facts.status == "draft":
        return ui("desk.kb.why.draft")
    for section in (category, folder):
        if section is not None and section.status == "member":
            return ui("desk.kb.why.section", section=_name(contents, section, language()))
    return ui("desk.kb.why.own_member")


def _name(contents: BrandContents, section: SectionFacts, reads: str) -> str:
    return pick(section.name, reads, contents.contract.default_language)


def _words(contents: BrandContents, facts: ArticleFacts, reads: str) -> Words:
    """The words in the language asked for, else the brand's own, else any there are."""
    wishes = (reads, contents.contract.default_language, *contents.contract.languages)
    names = [f"articles/{facts.id}/{wish}" for wish in wishes]
    return contents.words(next((name for name in names if contents.has_words(name)), names[0]))


def _languages(contents: BrandContents, address: str, reads: str) -> tuple[LanguageLink, ...]:
    return tuple(
        LanguageLink(f"{address}?language={other}", bcp47(other), own_name(other), other == reads)
        for other in contents.contract.languages
    )


def _body(contents: BrandContents, words: Words, reads: str) -> Markup:
    """The article's HTML as customers read it, its links leading within the desk where they can."""

    def lead(match: re.Match[str]) -> str:
        kind, name, anchor = match[1], match[2], match[3] or ""
        if kind == "article":
            return f'href="/desk/{contents.id}/kb/{name}?language={reads}{anchor}"'
        if kind == "category":
            return f'href="/desk/{contents.id}/kb?language={reads}#c-{name}"'
        public = next(_origins(contents), None)
        page = {"faq": "/faq", "notice": f"/notices/{name}", "ask": f"/ask/{name}".rstrip("/")}.get(kind, "/")
        return f'href="{public}/{reads}{page}"' if public else f'href="/desk/{contents.id}/kb"'

    body = _LINK.sub(lead, contents.body(words.body))
    return Markup(finished(body, Interface(words.language, contents.desk.wording)))  # noqa: S704  sanitised by the compiler


def _origins(contents: BrandContents) -> Iterator[str]:
    """Where the brand's open portals are, the first one's address first."""
    for place in snapshot().release.places_of((contents.id,)):
        if place.portal.enabled:
            yield f"{origin(settings(), place.host)}{place.path}"


def _public_address(contents: BrandContents, facts: ArticleFacts, reads: str) -> str:
    if facts.status != "public":
        return ""
    public = next(_origins(contents), None)
    return f"{public}/{reads}/articles/{facts.id}" if public else ""
