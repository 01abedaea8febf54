"""What one portal shows of its brand: to customers, in a language, at a moment.

The brand may hold more: members' sections, drafts, notices of another week. Every public page, the sitemap and the
links of bodies ask here, so that nothing is linked that cannot be opened.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from runtime.release.contents import PortalPlace
from schemas.bundle import ArticleFacts, FaqCategoryFacts, FaqDocumentFacts, NoticeFacts, SectionFacts, Words


@dataclass(frozen=True, slots=True)
class Shelf:
    """An FAQ category with what readers find in it; `level` is 1 to 3."""

    category: FaqCategoryFacts
    level: int
    documents: tuple[FaqDocumentFacts, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    now: datetime | None
    running: Mapping[str, NoticeFacts]
    aliases: Mapping[str, str]
    until: datetime | None


def same_tag(tag: str) -> str:
    """A tag as it is compared: width, case and spaces are no difference."""
    return " ".join(unicodedata.normalize("NFKC", tag).casefold().split())


class Shown:
    """The customers' part of a portal."""

    def __init__(self, place: PortalPlace) -> None:
        self.place = place
        self._show = place.portal.show
        self._zone = ZoneInfo(place.brand.contract.time_zone)
        self._latest = _Moment(None, {}, {}, None)

    # The knowledge base

    @cached_property
    def sections(self) -> tuple[SectionFacts, ...]:
        """Public categories, in order; none where the portal does not show its knowledge base."""
        if not self._show.knowledge_base:
            return ()
        return tuple(part for part in self.place.brand.knowledge.categories if part.status == "public")

    @cached_property
    def sections_by_id(self) -> Mapping[str, SectionFacts]:
        """Public categories by id."""
        return {section.id: section for section in self.sections}

    def folders(self, category: SectionFacts) -> tuple[SectionFacts, ...]:
        """The public folders of a category."""
        return tuple(folder for folder in category.folders if folder.status == "public")

    @cached_property
    def articles(self) -> Mapping[str, tuple[SectionFacts, SectionFacts | None, ArticleFacts]]:
        """Public articles by id, with the category and folder they stand in."""
        found: dict[str, tuple[SectionFacts, SectionFacts | None, ArticleFacts]] = {}
        for category in self.sections:
            for article in self._public(category):
                found[article.id] = category, None, article
            for folder in self.folders(category):
                for article in self._public(folder):
                    found[article.id] = category, folder, article
        return found

    def _public(self, section: SectionFacts) -> Iterator[ArticleFacts]:
        return (article for article in section.articles if article.status == "public")

    def articles_in(self, section: SectionFacts, language: str) -> tuple[tuple[ArticleFacts, Words], ...]:
        """What readers of a language find directly in a category or folder."""
        found = ((article, self.words("articles", article.id, language)) for article in self._public(section))
        return tuple((article, words) for article, words in found if words is not None)

    def count(self, category: SectionFacts, language: str) -> int:
        """How many articles of a category, folders included, a reader of a language can open."""
        parts = (category, *self.folders(category))
        return sum(
            1 for part in parts for article in self._public(part) if self.words("articles", article.id, language)
        )

    @cached_property
    def article_aliases(self) -> Mapping[str, str]:
        """Old ids of articles to those of today."""
        return {old: name for name, (_, _, article) in self.articles.items() for old in article.aliases}

    @cached_property
    def articles_by_tag(self) -> Mapping[str, tuple[ArticleFacts, ...]]:
        """Public articles by tag, in order; tags that readers cannot tell apart are one."""
        found: dict[str, list[ArticleFacts]] = {}
        for _, _, article in self.articles.values():
            for tag in dict.fromkeys(map(same_tag, article.tags)):
                found.setdefault(tag, []).append(article)
        return {tag: tuple(articles) for tag, articles in found.items()}

    def tagged(self, tag: str, language: str) -> tuple[ArticleFacts, ...]:
        """The articles with a tag that readers of a language can open."""
        articles = self.articles_by_tag.get(same_tag(tag), ())
        return tuple(article for article in articles if language in self.languages_of("articles", article.id))

    # FAQ

    @cached_property
    def faq(self) -> tuple[Shelf, ...]:
        """FAQ categories depth first, those without a document in them or below left out."""
        return tuple(self._shelves(self.place.brand.faq.categories, 1)) if self._show.faq else ()

    def _shelves(self, categories: tuple[FaqCategoryFacts, ...], level: int) -> Iterator[Shelf]:
        for category in categories:
            below = tuple(self._shelves(category.children, level + 1))
            own = [
                document
                for document in self.place.brand.faq.documents
                if document.category == category.id and document.status == "public"
            ]
            if own or below:
                yield Shelf(category, level, tuple(sorted(own, key=lambda document: document.pinned is None)))
                yield from below

    @cached_property
    def faq_documents(self) -> Mapping[str, FaqDocumentFacts]:
        """Public FAQ documents by id, in the order of the page."""
        return {document.id: document for shelf in self.faq for document in shelf.documents}

    def faq_of_home(self, limit: int = 6) -> tuple[FaqDocumentFacts, ...]:
        """What the home page answers at once: documents pinned there, else the first few."""
        documents = tuple(self.faq_documents.values())
        return tuple(item for item in documents if item.pinned == "main") or documents[:limit]

    # Notices

    @cached_property
    def all_notices(self) -> tuple[NoticeFacts, ...]:
        """Public notices whatever their period, pinned ones first, newest first."""
        if not self._show.notices:
            return ()
        return tuple(notice for notice in self.place.brand.notices.notices if notice.status == "public")

    @cached_property
    def notice_ids(self) -> frozenset[str]:
        """The ids of public notices whatever their period."""
        return frozenset(notice.id for notice in self.all_notices)

    def notices(self, now: datetime) -> tuple[NoticeFacts, ...]:
        """The notices whose period is running."""
        return tuple(self._at(now).running.values())

    def notice(self, name: str, now: datetime) -> NoticeFacts | None:
        """The running notice of an id, or of an old one."""
        at = self._at(now)
        return at.running.get(name) or at.running.get(at.aliases.get(name, ""))

    def changes_after(self, now: datetime) -> datetime | None:
        """When a notice next appears or goes: pages that list notices are right until then."""
        return self._at(now).until

    def _at(self, now: datetime) -> "_Moment":
        """What the clock decides, worked out once per moment: an activation asks for the same one on every page."""
        at = self._latest
        if at.now != now:
            running = {notice.id: notice for notice in self.all_notices if self._is_running(notice, now)}
            aliases = {old: notice.id for notice in running.values() for old in notice.aliases}
            moments = (self._moment(text) for notice in self.all_notices for text in (notice.start, notice.end))
            until = min((moment for moment in moments if moment is not None and moment > now), default=None)
            at = self._latest = _Moment(now, running, aliases, until)
        return at

    def _is_running(self, notice: NoticeFacts, now: datetime) -> bool:
        start, end = self._moment(notice.start), self._moment(notice.end)
        return (start is None or start <= now) and (end is None or now < end)

    def _moment(self, local: str | None) -> datetime | None:
        return datetime.fromisoformat(local).replace(tzinfo=self._zone) if local else None

    # Words

    def words(self, kind: str, name: str, language: str) -> Words | None:
        """The words of an article, FAQ document or notice for a reader; `None` where the portal hides them.

        `kind` is `articles`, `faq` or `notices`. What a portal does about text that is missing or stale in a
        language is its `translations:`.
        """
        brand, portal = self.place.brand, self.place.portal
        if not brand.has_words(f"{kind}/{name}/{language}"):
            return None
        words = brand.words(f"{kind}/{name}/{language}")
        rules = portal.translations
        if words.language != language and rules.missing == "hide":
            return None
        if words.stale and rules.stale == "hide":
            return None
        if words.stale and rules.stale == "fallback":
            return brand.words(f"{kind}/{name}/{brand.contract.default_language}")
        return words

    def languages_of(self, kind: str, name: str) -> tuple[str, ...]:
        """The portal's languages in which something can be read."""
        rules, languages = self.place.portal.translations, self.place.portal.languages
        if "hide" in (rules.missing, rules.stale):
            return tuple(language for language in languages if self.words(kind, name, language))
        return tuple(language for language in languages if self.place.brand.has_words(f"{kind}/{name}/{language}"))
