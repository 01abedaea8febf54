"""The knowledge base with everybody's effective visibility, the FAQ and the notices."""

from collections.abc import Callable

from compiler.bundle import BrandBundle
from compiler.snapshot.lines import Lines
from schemas.bundle import (
    ArticleFacts,
    DocumentFacts,
    FaqCategoryFacts,
    FaqDocumentFacts,
    NoticeFacts,
    PortalContract,
    SectionFacts,
    Words,
)
from schemas.knowledge import Status
from schemas.text import Localized, pick

_READERS: dict[Status, str] = {"public": "everybody", "member": "staff only", "draft": "its author only"}


class Reading:
    """Words of one brand for readers of one portal in one language."""

    def __init__(self, brand: BrandBundle, contract: PortalContract, language: str) -> None:
        self.brand = brand
        self.contract = contract
        self.language = language

    def say(self, text: Localized) -> str:
        """An admin's words in the reader's language."""
        return pick(text, self.language, self.brand.brand.default_language)

    def words(self, kind: str, name: str) -> Words | None:
        """The words of an article, FAQ document or notice; `None` where the portal does not show them."""
        words = self.brand.words.get(f"{kind}/{name}/{self.language}")
        rules = self.contract.translations
        if words is None or (words.language != self.language and rules.missing == "hide"):
            return None
        if words.stale and rules.stale == "hide":
            return None
        if words.stale and rules.stale == "fallback":
            return self.brand.words[f"{kind}/{name}/{self.brand.brand.default_language}"]
        return words


def write_public(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """What customers read: public articles, FAQ documents and notices that the portal shows."""
    reading = Reading(brand, contract, language)
    lines.section("Knowledge base")
    if contract.show.knowledge_base:
        _sections(lines, reading, brand.knowledge.categories, lambda status: status == "public")
    else:
        lines.nothing("(not shown)")
    lines.section("FAQ")
    if contract.show.faq:
        _faq(lines, reading, brand.faq.categories, "public")
    else:
        lines.nothing("(not shown)")
    lines.section("Notices")
    if contract.show.notices:
        _notices(lines, reading, "public")
    else:
        lines.nothing("(not shown)")


def write_member(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """What members of staff read in the knowledge base: public and members' articles, each with its readers."""
    lines.section("Knowledge base")
    reading = Reading(brand, contract, language)
    _sections(lines, reading, brand.knowledge.categories, lambda status: status in {"public", "member"})


def write_drafts(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """What is not published yet."""
    reading = Reading(brand, contract, language)
    lines.section("Drafts of the knowledge base")
    _sections(lines, reading, brand.knowledge.categories, lambda status: status == "draft")
    lines.section("Drafts of the FAQ")
    _faq(lines, reading, brand.faq.categories, "draft")
    lines.section("Drafts of notices")
    _notices(lines, reading, "draft")


def _sections(
    lines: Lines, reading: Reading, sections: tuple[SectionFacts, ...], wanted: Callable[[Status], bool]
) -> None:
    """A tree of sections; one without a wanted article is shown only where its own status is wanted."""
    for section in sections:
        if not wanted(section.status) and not _holds(section, wanted):
            continue
        with lines.item(section.id, reading.say(section.name), _READERS[section.status]):
            lines.fact_if("description", reading.say(section.description))
            for article in section.articles:
                if wanted(article.status):
                    _article(lines, reading, article)
            _sections(lines, reading, section.folders, wanted)
    if not any(wanted(section.status) or _holds(section, wanted) for section in sections) and lines.is_at_top:
        lines.nothing()


def _holds(section: SectionFacts, wanted: Callable[[Status], bool]) -> bool:
    return any(wanted(article.status) for article in section.articles) or any(
        _holds(folder, wanted) for folder in section.folders
    )


def _article(lines: Lines, reading: Reading, article: ArticleFacts) -> None:
    words = reading.words("articles", article.id)
    if words is None:
        lines.item(article.id, "", f"not shown in {reading.language}")
        return
    author = f" ({article.author})" if article.status == "draft" and article.author else ""
    with lines.item(article.id, words.title, _READERS[article.status] + author):
        _words(lines, reading, words)
        for tag in article.tags:
            lines.fact("tag", tag)
        for other in article.related:
            lines.fact("related", other)
        _document(lines, article.updated, article.aliases)


def _words(lines: Lines, reading: Reading, words: Words) -> None:
    lines.fact_if("description", words.description)
    if words.language != reading.language:
        lines.fact("not translated", f"shown in {words.language}")
    if words.stale:
        lines.fact("translation", "older than its original")
    lines.fact("text", f"{words.body[7:15]}, {words.minutes} min")


def _document(lines: Lines, updated: str | None, aliases: tuple[str, ...]) -> None:
    lines.fact_if("updated", updated)
    for alias in aliases:
        lines.fact("old address", alias)


def _faq(lines: Lines, reading: Reading, categories: tuple[FaqCategoryFacts, ...], status: str) -> None:
    documents = [document for document in reading.brand.faq.documents if document.status == status]
    _faq_categories(lines, reading, categories, documents)
    if not documents:
        lines.nothing()


def _faq_categories(
    lines: Lines, reading: Reading, categories: tuple[FaqCategoryFacts, ...], documents: list[FaqDocumentFacts]
) -> None:
    for category in categories:
        if not _in_category(category, documents):
            continue
        with lines.item(category.id, reading.say(category.name)):
            for document in documents:
                if document.category == category.id:
                    _faq_document(lines, reading, document)
            _faq_categories(lines, reading, category.children, documents)


def _in_category(category: FaqCategoryFacts, documents: list[FaqDocumentFacts]) -> bool:
    return any(document.category == category.id for document in documents) or any(
        _in_category(child, documents) for child in category.children
    )


def _faq_document(lines: Lines, reading: Reading, document: FaqDocumentFacts) -> None:
    words = reading.words("faq", document.id)
    if words is None:
        lines.item(document.id, "", f"not shown in {reading.language}")
        return
    with lines.item(document.id, words.title):
        _words(lines, reading, words)
        if document.pinned is not None:
            lines.fact(
                "pinned", "on the home page and in its category" if document.pinned == "main" else "in its category"
            )
        _attachments(lines, document)
        _document(lines, document.updated, document.aliases)


def _attachments(lines: Lines, document: DocumentFacts) -> None:
    for asset in document.attachments:
        lines.fact("attached", f"{asset.path}, {asset.size:,} bytes, file {asset.digest[7:15]}")


def _notices(lines: Lines, reading: Reading, status: str) -> None:
    found = [notice for notice in reading.brand.notices.notices if notice.status == status]
    for notice in found:
        words = reading.words("notices", notice.id)
        if words is None:
            lines.item(notice.id, "", f"not shown in {reading.language}")
        else:
            _notice(lines, reading, notice, words)
    if not found:
        lines.nothing()


def _notice(lines: Lines, reading: Reading, notice: NoticeFacts, words: Words) -> None:
    with lines.item(notice.id, words.title):
        lines.fact("heading", reading.say(notice.heading))
        for tag in notice.tags:
            lines.fact("tag", reading.say(tag))
        zone = reading.brand.brand.time_zone
        lines.fact("shown from", f"{notice.start} ({zone})" if notice.start else "at once")
        lines.fact("shown until", f"{notice.end} ({zone})" if notice.end else "taken down by hand")
        lines.fact_if("date on it", notice.shown_date)
        if notice.pinned:
            lines.fact("pinned", "above the others")
        _words(lines, reading, words)
        _attachments(lines, notice)
        _document(lines, notice.updated, notice.aliases)
