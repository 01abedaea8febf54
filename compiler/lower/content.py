"""The knowledge base: its tree in readers' order, the facts of its articles, and which articles are related.

The words of articles are `compiler.lower.texts`; who may read one is `compiler.visibility`.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping

from compiler.history import old_addresses
from compiler.link import LinkedBrand
from compiler.lower.bench import Bench
from compiler.shape import Object
from compiler.visibility import article_status
from schemas.bundle import ArticleFacts, KnowledgeFacts, SectionFacts
from schemas.text import pick

RELATED_LIMIT = 4


def lower_knowledge(bench: Bench) -> KnowledgeFacts:
    """The knowledge base of a brand."""
    base = bench.brand.of("knowledge_base").get("")
    tree = _Tree(bench)
    categories = tree.ordered(base.value.order if base else (), bench.brand.of("category"))
    return KnowledgeFacts(categories=tuple(tree.category(thing) for thing in categories))


class _Tree:
    """The sections and articles of one brand, grouped by place once."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.brand = bench.brand
        self.auto = related(bench.brand)
        self.folders: dict[str, dict[str, Object]] = {}
        self.articles: dict[tuple[str, str], dict[str, Object]] = {}
        for thing in self.brand.of("folder").values():
            self.folders.setdefault(thing.parts["category"], {})[thing.parts["folder"]] = thing
        for name, thing in self.brand.of("article").items():
            place = (thing.parts["category"], thing.parts.get("folder", ""))
            self.articles.setdefault(place, {})[name] = thing

    def ordered(self, order: tuple[str, ...], things: Mapping[str, Object]) -> list[Object]:
        """Things in the declared order, then the others by their words in the default language."""
        others = sorted(set(things) - set(order), key=lambda name: (self._title(things[name]).casefold(), name))
        return [things[name] for name in dict.fromkeys((*order, *others)) if name in things]

    def _title(self, thing: Object) -> str:
        if thing.kind == "article":
            return str(thing.value.title)
        return pick(self.bench.wording.of(thing.value.name), self.brand.default_language, self.brand.default_language)

    def category(self, thing: Object) -> SectionFacts:
        name = thing.parts["category"]
        folders = self.ordered(thing.value.order, self.folders.get(name, {}))
        return self._section(thing, name, "", tuple(self._folder(name, folder) for folder in folders))

    def _folder(self, category: str, thing: Object) -> SectionFacts:
        return self._section(thing, thing.parts["folder"], thing.parts["folder"], (), category)

    def _section(
        self, thing: Object, name: str, folder: str, folders: tuple[SectionFacts, ...], category: str | None = None
    ) -> SectionFacts:
        section, wording = thing.value, self.bench.wording
        articles = self.ordered(section.order, self.articles.get((category or name, folder), {}))
        return SectionFacts(
            id=name,
            name=wording.of(section.name),
            description=wording.of(section.description),
            status=section.status,
            icon=section.icon,
            folders=folders,
            articles=tuple(self._facts(article) for article in articles),
        )

    def _facts(self, thing: Object) -> ArticleFacts:
        article = thing.value
        return ArticleFacts(
            id=thing.id,
            status=article_status(self.brand, thing),
            author=article.author,
            tags=tuple(dict.fromkeys(article.tags)),
            updated=article.updated,
            related=self.auto[thing.id] if article.related is None else public_only(self.brand, article.related),
            aliases=old_addresses(self.brand.objects, thing),
        )


def public_only(brand: LinkedBrand, names: Iterable[str]) -> tuple[str, ...]:
    """The public ones of named articles; a check warns of the others."""
    articles = brand.of("article")
    return tuple(
        name for name in dict.fromkeys(names) if name in articles and article_status(brand, articles[name]) == "public"
    )


def related(brand: LinkedBrand, limit: int = RELATED_LIMIT) -> Mapping[str, tuple[str, ...]]:
    """For every article that lists none the public ones nearest to it: by shared tags, those of its own place first,
    then others of its place (OQ-54).

    Goes by tag and place, not by pair: a thousand articles are nothing unusual.
    """
    articles = brand.of("article")
    places = {name: (thing.parts["category"], thing.parts.get("folder", "")) for name, thing in articles.items()}
    by_tag: dict[str, list[str]] = {}
    by_place: dict[tuple[str, str], list[str]] = {}
    for name in sorted(articles):
        if article_status(brand, articles[name]) == "public":
            by_place.setdefault(places[name], []).append(name)
            for tag in set(articles[name].value.tags):
                by_tag.setdefault(tag, []).append(name)
    found_for = {}
    for name, thing in articles.items():
        if thing.value.related is None:
            near = _by_tags(name, thing.value.tags, by_tag, places, limit)
            beside = by_place.get(places[name], [])[: 2 * limit]
            found_for[name] = tuple(dict.fromkeys(other for other in (*near, *beside) if other != name))[:limit]
    return found_for


def _by_tags(
    name: str,
    tags: Iterable[str],
    by_tag: Mapping[str, list[str]],
    places: Mapping[str, tuple[str, str]],
    limit: int,
) -> list[str]:
    shared = Counter(other for tag in set(tags) for other in by_tag.get(tag, ()))
    shared.pop(name, None)
    most = heapq.nlargest(limit, shared.values())
    here = places[name]
    worth = ((-count, places[other] != here, other) for other, count in shared.items() if count >= most[-1])
    return [other for _, _, other in heapq.nsmallest(limit, worth)]
