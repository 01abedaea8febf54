"""What of a release can be found: what its open portals show to customers.

The words of one document are indexed once and say in which portals and languages they may be found.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from runtime.release.contents import BrandContents, PortalPlace
from runtime.release.shown import Shown
from runtime.search.index import Document, Kind, scope
from schemas.bundle import NoticeFacts, Words
from schemas.text import pick


def documents(places: Iterable[PortalPlace]) -> Iterator[Document]:
    """The documents of portals, brand by brand; closed portals add nothing."""
    by_brand: dict[str, list[PortalPlace]] = {}
    for place in places:
        if place.portal.enabled:
            by_brand.setdefault(place.brand.id, []).append(place)
    for group in by_brand.values():
        yield from _of_brand(group[0].brand, [Shown(place) for place in group])


def _of_brand(brand: BrandContents, portals: list[Shown]) -> Iterator[Document]:
    for name in brand.articles:
        yield from _document(brand, "article", name, [shown for shown in portals if name in shown.articles])
    for name in brand.faq_documents:
        yield from _document(brand, "faq", name, [shown for shown in portals if name in shown.faq_documents])
    for name, notice in brand.notices_by_id.items():
        showing = [shown for shown in portals if notice in shown.all_notices]
        yield from _document(brand, "notice", name, showing, notice)


_FOLDERS: dict[Kind, str] = {"article": "articles", "faq": "faq", "notice": "notices"}


def _document(
    brand: BrandContents, kind: Kind, name: str, portals: list[Shown], notice: NoticeFacts | None = None
) -> Iterator[Document]:
    """One document for each text and its tags: languages that are shown the same fallback share it."""
    texts: dict[tuple[str, str, tuple[str, ...]], tuple[Words, list[str]]] = {}
    for shown in portals:
        for language in shown.place.portal.languages:
            words = shown.words(_FOLDERS[kind], name, language)
            if words is not None:
                tags = _tags(shown, kind, name, notice, language)
                scopes = texts.setdefault((words.language, words.text, tags), (words, []))[1]
                scopes.append(scope(shown.place.key, language))
    for (_, _, tags), (words, scopes) in texts.items():
        yield Document(
            scopes=tuple(scopes),
            kind=kind,
            id=name,
            title=words.title,
            description=words.description,
            text=brand.body(words.text),
            start=_moment(notice.start, brand) if notice else None,
            end=_moment(notice.end, brand) if notice else None,
            tags=tags,
        )


def _tags(shown: Shown, kind: Kind, name: str, notice: NoticeFacts | None, language: str) -> tuple[str, ...]:
    """The tags as the page shows them: an article's are the same in every language, a notice's have names."""
    if notice is not None:
        return tuple(pick(tag, language, shown.place.portal.default_language) for tag in notice.tags)
    return shown.articles[name][2].tags if kind == "article" else ()


def _moment(local: str | None, brand: BrandContents) -> int | None:
    """A brand's local time as seconds since 1970."""
    if local is None:
        return None
    return int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(brand.contract.time_zone)).timestamp())
