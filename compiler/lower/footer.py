"""The bottom of every page: text, links, drop-down, and what the organisation says of itself."""

import html

from compiler.link import Linked, LinkedBrand
from compiler.lower.bench import Bench
from compiler.lower.body_findings import BodyFindings, in_value
from compiler.lower.texts import published
from compiler.shape import Object
from compiler.span import Path, Span
from compiler.visibility import is_public
from schemas.bundle import CompanyFacts, FooterFacts, Link, PortalAddress
from schemas.portal import DropdownEntry, FooterLink
from schemas.text import Localized, Text


def lower_footer(bench: Bench, thing: Object) -> FooterFacts:
    """The footer of a portal; links to what customers cannot read are left out (a check warns of them)."""
    footer = thing.value.footer
    return FooterFacts(
        html=_text(bench, thing, footer.text),
        links=_links(bench, footer.links),
        dropdown=tuple(_entry(bench, entry) for entry in footer.dropdown),
        company=_company(bench) if thing.value.show.company_info else None,
    )


def _text(bench: Bench, thing: Object, text: Text | None) -> Localized:
    """The footer's words as HTML: Markdown, unless they come from a code that is plain text."""
    if text is None:
        return {}
    code = bench.brand.of("code").get(text.code or "")
    words = bench.wording.of(text)
    if code is not None and code.value.format == "plain":
        return {language: f"<p>{html.escape(word, quote=False)}</p>" for language, word in words.items()}
    holder, path = (thing, ("footer", "text")) if code is None else (code, ("text",))
    return {
        language: _html(bench, word, _place(bench, holder, path, language), language)
        for language, word in words.items()
    }


def _html(bench: Bench, markdown: str, span: Span, language: str) -> str:
    rendered = bench.render(markdown)
    BodyFindings(bench, in_value(span), language, public=True).look(markdown, rendered)
    return published(bench, rendered)


def _place(bench: Bench, holder: Object, path: Path, language: str) -> Span:
    """Where the words of a language are written; the text as a whole where it is not a map."""
    text = bench.linked.draft.documents.span(holder.file, (*holder.path, *path, language))
    return Span(text.file, text.line, text.column, text.line, max(text.column + 1, text.end_column))


def _links(bench: Bench, links: tuple[FooterLink, ...]) -> tuple[Link, ...]:
    articles = bench.brand.of("article")
    return tuple(
        Link(id=link.id, label=bench.wording.of(link.label), url=link.url, article=link.article)
        for link in links
        if link.article is None or (link.article in articles and is_public(bench.brand, articles[link.article]))
    )


def _entry(bench: Bench, entry: DropdownEntry) -> Link:
    portal = portal_address(bench.linked, bench.brand, entry.portal) if entry.portal else None
    return Link(id=entry.id, label=bench.wording.of(entry.label), url=entry.url, portal=portal)


def portal_address(linked: Linked, brand: LinkedBrand, name: str) -> PortalAddress:
    """Where a portal named `id` or `brand/id` is."""
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


def _company(bench: Bench) -> CompanyFacts | None:
    """What the organisation says of itself; `None` when it says nothing."""
    thing = bench.linked.organization.get("company_info", {}).get("")
    if thing is None:
        return None
    company, wording = thing.value, bench.wording
    return CompanyFacts(
        name=wording.of(company.name),
        address=wording.of(company.address),
        registration=company.registration,
        trademark=company.trademark,
        links=_links(bench, company.links),
    )
