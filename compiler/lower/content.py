"""Articles: their tree, their facts and their words per language.

Order, effective status and related articles are settled here; rendering a body is `compiler.bodies`.
"""

import html
from collections.abc import Iterable, Mapping

from compiler.bodies import Rendered, render, targets, with_pictures
from compiler.link import LinkedBrand
from compiler.lower.assets import Assets
from compiler.lower.bench import Bench
from compiler.lower.words import Wording
from compiler.shape import Object
from schemas.bundle import ArticleFacts, Asset, KnowledgeFacts, SectionFacts, Words
from schemas.knowledge import Status, effective_status


def lower_knowledge(bench: Bench) -> tuple[KnowledgeFacts, Mapping[str, Words]]:
    """The knowledge base of a brand, and the words of every article."""
    brand = bench.brand
    words: dict[str, Words] = {}
    for thing in brand.of("article").values():
        words |= _words(bench, thing)
    base = brand.of("knowledge_base").get("")
    categories = _ordered(base.value.order if base else (), brand.of("category"))
    return KnowledgeFacts(categories=tuple(_category(brand, name, bench.wording) for name in categories)), words


def _ordered(order: tuple[str, ...], names: Iterable[str]) -> list[str]:
    """Names in the declared order, then the others by id."""
    present = set(names)
    return [name for name in order if name in present] + sorted(present - set(order))


def _category(brand: LinkedBrand, name: str, wording: Wording) -> SectionFacts:
    section = brand.of("category")[name].value
    folders = {thing.parts["folder"]: thing for thing in brand.of("folder").values() if thing.parts["category"] == name}
    return SectionFacts(
        id=name,
        name=wording.of(section.name),
        description=wording.of(section.description),
        status=section.status,
        icon=section.icon,
        folders=tuple(
            SectionFacts(
                id=folder,
                name=wording.of(folders[folder].value.name),
                description=wording.of(folders[folder].value.description),
                status=folders[folder].value.status,
                icon=folders[folder].value.icon,
                articles=_articles(brand, name, folder),
            )
            for folder in _ordered(section.order, folders)
        ),
        articles=_articles(brand, name, None),
    )


def _articles(brand: LinkedBrand, category: str, folder: str | None) -> tuple[ArticleFacts, ...]:
    place = brand.of("folder")[f"{category}/{folder}"].value if folder else brand.of("category")[category].value
    here = {
        name: thing
        for name, thing in brand.of("article").items()
        if thing.parts["category"] == category and thing.parts.get("folder") == folder
    }
    return tuple(_facts(brand, here[name]) for name in _ordered(place.order, here))


def _facts(brand: LinkedBrand, thing: Object) -> ArticleFacts:
    article = thing.value
    return ArticleFacts(
        id=thing.id,
        status=article_status(brand, thing),
        author=article.author,
        tags=article.tags,
        updated=article.updated,
        related=article.related if article.related is not None else related(brand, thing),
        aliases=article.aliases,
    )


def article_status(brand: LinkedBrand, thing: Object) -> Status:
    """Who really may read an article, its sections counted (OQ-19)."""
    category = brand.of("category").get(thing.parts["category"])
    folder = brand.of("folder").get(f"{thing.parts['category']}/{thing.parts.get('folder')}")
    parents = [section.value.status for section in (category, folder) if section is not None]
    own: Status = "public" if thing.value.status == "publish" else thing.value.status
    return effective_status(own, *parents)


def related(brand: LinkedBrand, thing: Object, limit: int = 4) -> tuple[str, ...]:
    """Articles that share the most tags, then those of the same place (OQ-54)."""
    tags = set(thing.value.tags)
    scored = []
    for name, other in brand.of("article").items():
        if name == thing.id or article_status(brand, other) != "public":
            continue
        shared = len(tags & set(other.value.tags))
        if shared:
            same_place = other.parts.get("folder") == thing.parts.get("folder")
            scored.append((-shared, not same_place, name))
    return tuple(name for _, _, name in sorted(scored)[:limit])


def _words(bench: Bench, thing: Object) -> dict[str, Words]:
    """The words of an article in each language of the brand, the default language's where one is missing."""
    brand = bench.brand
    own: dict[str, Words] = {}
    for language in brand.languages:
        translation = brand.of("article_translation").get(f"{thing.id}/{language}")
        source = thing if language == brand.default_language else translation
        if source is not None:
            own[language] = _in_language(bench, language, source)
    fallback = own[brand.default_language]
    return {f"articles/{thing.id}/{language}": own.get(language, fallback) for language in brand.languages}


def _in_language(bench: Bench, language: str, source: Object) -> Words:
    rendered = render(bench.linked.draft.documents.body_text(source.file))
    body = with_pictures(rendered.html, {path: _picture(asset) for path, asset in _pictures(rendered, bench.assets)})
    return Words(
        language=language,
        title=source.value.title,
        description=source.value.description or "",
        body=bench.blobs.put(body.encode()).digest,
        text=bench.blobs.put(rendered.text.encode()).digest,
        contents=rendered.contents,
        minutes=rendered.minutes,
    )


def _pictures(rendered: Rendered, assets: Assets) -> Iterable[tuple[str, Asset]]:
    for target in targets(rendered.html):
        asset = assets.find(target) if target.startswith("assets/") else None
        if asset is not None:
            yield target, asset


def _picture(asset: Asset) -> str:
    """The address and size of a picture, so that the page does not jump when it arrives."""
    size = f' width="{asset.width}" height="{asset.height}"' if asset.width else ""
    return f'src="{html.escape(asset_url(asset))}"{size} loading="lazy"'


def asset_url(asset: Asset) -> str:
    """Where a file is published: its digest makes the address unchanging."""
    return f"/files/{asset.digest.removeprefix('sha256:')[:32]}/{asset.path.rpartition('/')[2]}"
