"""What each public page says: its template and the facts it is given, for readers of one language at a moment.

Rendering and storing is `runtime.release.render`; what may be shown at all is `runtime.release.shown`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from runtime.i18n import Interface
from runtime.release.addresses import Addresses
from runtime.release.bodies import finished
from runtime.release.contents import PortalPlace
from runtime.release.shown import Shown
from schemas.bundle import ArticleFacts, FaqDocumentFacts, NoticeFacts, SectionFacts, Words
from schemas.text import Localized, pick

NOTICES_ON_HOME: Final = 3
CONTENTS_FROM: Final = 3
"""Headings an article needs before a table of contents helps."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A page before it is rendered. `valid_until` is set where time alone changes what it says."""

    template: str
    values: Mapping[str, Any]
    languages: tuple[str, ...] | None = None
    """In which languages the page exists; `None` is all of the portal's."""
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads a portal in a language: what is shown to them, and how things are worded and linked."""

    place: PortalPlace
    shown: Shown
    addresses: Addresses
    language: str
    ui: Interface

    def say(self, text: Localized) -> str:
        """An admin's words in the reader's language."""
        return pick(text, self.language, self.place.portal.default_language)

    def body(self, words: Words) -> Markup:
        """A body with its links in place, its notes and warnings headed in its own language."""
        ui = self.ui if words.language == self.language else Interface(words.language)
        body = self.addresses.in_body(self.place.brand.body(words.body))
        return Markup(finished(body, ui))  # noqa: S704  sanitised by the compiler


@dataclass(frozen=True, slots=True)
class Answer:
    """An FAQ document, opened on the page it stands on."""

    facts: FaqDocumentFacts
    words: Words
    body: Markup


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list."""

    facts: NoticeFacts
    words: Words
    heading: str
    tags: tuple[str, ...]
    date: str | None
    """`yyyy-mm-dd`"""


def home(reader: Reader, now: datetime) -> Facts:
    """The home page: categories, the newest notices, what is asked most."""
    shown = reader.shown
    categories = [(section, shown.count(section, reader.language)) for section in shown.sections]
    lines = [line for notice in shown.notices(now) if (line := _line(reader, notice))]
    answers = [answer for document in shown.faq_of_home() if (answer := _answer(reader, document))]
    values = {"categories": categories, "notices": lines[:NOTICES_ON_HOME], "answers": answers}
    return Facts("home.html", values, valid_until=shown.changes_after(now))


def category(reader: Reader, section: SectionFacts) -> Facts:
    """A category: its folders, then its own articles."""
    shown = reader.shown
    folders = [(folder, len(shown.articles_in(folder, reader.language))) for folder in shown.folders(section)]
    articles = shown.articles_in(section, reader.language)
    return Facts("category.html", {"category": section, "folders": folders, "articles": articles})


def folder(reader: Reader, section: SectionFacts, inner: SectionFacts) -> Facts:
    """A folder: its articles, and the folders beside it."""
    articles = reader.shown.articles_in(inner, reader.language)
    return Facts("folder.html", {"category": section, "folder": inner, "articles": articles})


def article(
    reader: Reader, section: SectionFacts, inner: SectionFacts | None, facts: ArticleFacts, words: Words
) -> Facts:
    """An article with its neighbours."""
    shown = reader.shown
    contents = tuple(entry for entry in words.contents if entry.level in {2, 3})
    related = [
        (shown.articles[name][2], other)
        for name in facts.related
        if name in shown.articles and (other := shown.words("articles", name, reader.language))
    ]
    values = {
        "article": facts,
        "words": words,
        "body": reader.body(words),
        "category": section,
        "folder": inner,
        "contents": contents if len(contents) >= CONTENTS_FROM else (),
        "related": related,
        "is_stale": words.stale and reader.place.portal.translations.stale in {"warn", "block"},
    }
    return Facts("article.html", values, languages=shown.languages_of("articles", facts.id))


def faq(reader: Reader) -> Facts:
    """Every answer, by category."""
    shelves = [
        (shelf, [answer for document in shelf.documents if (answer := _answer(reader, document))])
        for shelf in reader.shown.faq
    ]
    return Facts("faq.html", {"shelves": shelves})


def notices(reader: Reader, now: datetime) -> Facts:
    """All running notices."""
    lines = [line for notice in reader.shown.notices(now) if (line := _line(reader, notice))]
    return Facts("notices.html", {"notices": lines}, valid_until=reader.shown.changes_after(now))


def notice(reader: Reader, facts: NoticeFacts, words: Words, now: datetime) -> Facts:
    """One notice."""
    values = {"notice": _line(reader, facts), "words": words, "body": reader.body(words)}
    languages = reader.shown.languages_of("notices", facts.id)
    return Facts("notice.html", values, languages, reader.shown.changes_after(now))


def _answer(reader: Reader, document: FaqDocumentFacts) -> Answer | None:
    words = reader.shown.words("faq", document.id, reader.language)
    return Answer(document, words, reader.body(words)) if words else None


def _line(reader: Reader, facts: NoticeFacts) -> NoticeLine | None:
    words = reader.shown.words("notices", facts.id, reader.language)
    if words is None:
        return None
    date = facts.shown_date or facts.start or facts.updated
    tags = tuple(reader.say(tag) for tag in facts.tags)
    return NoticeLine(facts, words, reader.say(facts.heading), tags, date[:10] if date else None)
