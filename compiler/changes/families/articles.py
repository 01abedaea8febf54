"""The knowledge base: sections and articles, where they stand, who may read them, what they say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from compiler.changes.model import Passage, Subject
from compiler.changes.order import place_of, shifted
from compiler.changes.telling import Telling, Topic, told_of
from compiler.changes.things import Pair, moves, pairs
from compiler.changes.words import is_same_text, new_text, tell_words, title
from schemas.bundle import ArticleFacts, KnowledgeFacts, SectionFacts
from schemas.knowledge import Status

READERS: Final[Mapping[Status, str]] = {"public": "everybody", "member": "staff only", "draft": "its author only"}

Readers: TypeAlias = tuple[Status, Status]
"""Who read it then and who does now."""


@dataclass(frozen=True, slots=True)
class _Article:
    """An article with where it stands: category and folder."""

    facts: ArticleFacts
    place: str


def _sections(base: KnowledgeFacts) -> Iterator[tuple[str, SectionFacts]]:
    for category in base.categories:
        yield category.id, category
        for folder in category.folders:
            yield f"{category.id}/{folder.id}", folder


def _articles(base: KnowledgeFacts) -> dict[str, _Article]:
    return {one.id: _Article(one, place) for place, section in _sections(base) for one in section.articles}


def tell(tell: Telling) -> None:
    """Sections first, then articles, then the order and what is offered beside them."""
    portals = tell.portals(lambda portal: portal.show.knowledge_base)
    before, after = _articles(tell.before.knowledge), _articles(tell.after.knowledge)
    found = tuple(
        pairs(
            before, after, moves(tell.after, "article"), lambda one, other: is_same_text(tell, "articles", one, other)
        )
    )
    sections = _tell_sections(tell, portals, found)
    for pair in found:
        _article(tell, pair, portals, sections)
    _order(tell, portals)
    _related(tell, portals, found)


def _tell_sections(tell: Telling, portals: tuple[str, ...], found: tuple[Pair[_Article], ...]) -> dict[str, Readers]:
    """Tell every section; those whose readers changed, by their place."""
    before, after = dict(_sections(tell.before.knowledge)), dict(_sections(tell.after.knowledge))
    moved = {**moves(tell.after, "category"), **_folders_moved(tell, before)}
    changed: dict[str, Readers] = {}
    for pair in pairs(before, after, moved, lambda one, other: _is_same_section(before[one], after[other])):
        known = pair.after or pair.before
        assert known is not None
        topic = _topic(Subject("folder" if "/" in pair.id else "category", pair.id, tell.name(known.name)), portals)
        if pair.before is None:
            tell.say(topic, "new", f"is new, readable by {READERS[known.status]}")
        elif pair.after is None:
            tell.say(topic, "gone", "is gone")
        else:
            if pair.former is not None:
                tell.say(topic, "moved", f"is called {pair.id} now; it was {pair.former}")
            if pair.before.status != pair.after.status:
                changed[pair.id] = readers = (pair.before.status, pair.after.status)
                inside = [one.id for one in found if _follows(one, pair.id, readers)]
                count = f", and with it {', '.join(inside)}" if inside else ""
                tell.say(topic, "changed", _readable(readers) + count, kind="access")
            tell.models(topic, pair.before, pair.after, ("id", "status", "folders", "articles"))
    return changed


def _folders_moved(tell: Telling, before: Mapping[str, SectionFacts]) -> dict[str, str]:
    """Folders with other ids, and all those of a category that has another id."""
    categories, folders = moves(tell.after, "category"), moves(tell.after, "folder")
    found = {}
    for name in before:
        category, _, folder = name.partition("/")
        if folder and (category in categories or folder in folders):
            found[name] = f"{categories.get(category, category)}/{folders.get(folder, folder)}"
    return found


def _is_same_section(one: SectionFacts, other: SectionFacts) -> bool:
    names = [article.id for article in one.articles]
    return bool(names) and names == [article.id for article in other.articles] and one.name == other.name


def _topic(subject: Subject, portals: tuple[str, ...]) -> Topic:
    return Topic("knowledge", "content", subject, ("customers",), portals, {"updated": "date of the last update"})


def _follows(pair: Pair[_Article], section: str, readers: Readers) -> bool:
    """Whether an article's readers changed as those of a section it stands in did."""
    if pair.before is None or pair.after is None:
        return False
    inside = pair.after.place == section or pair.after.place.startswith(f"{section}/")
    return inside and (pair.before.facts.status, pair.after.facts.status) == readers


def _readable(readers: Readers) -> str:
    return f"becomes readable by {READERS[readers[1]]}; so far it was {READERS[readers[0]]}"


def _article(tell: Telling, pair: Pair[_Article], portals: tuple[str, ...], sections: Mapping[str, Readers]) -> None:
    known = pair.after or pair.before
    assert known is not None
    subject = Subject("article", pair.id, title(tell, "articles", pair.id))
    topic = _topic(subject, portals)
    if pair.before is None:
        sentence = f"is new in {known.place}, readable by {READERS[known.facts.status]}"
        tell.say(topic, "new", sentence, new_text(tell, "articles", pair.id))
    elif pair.after is None:
        tell.say(topic, "gone", f"is gone from {known.place}; {READERS[known.facts.status]} could read it")
    else:
        _both(tell, topic, pair.before, pair.after, pair.former)
        readers = (pair.before.facts.status, pair.after.facts.status)
        followed = any(_follows(pair, section, changed) for section, changed in sections.items())
        if readers[0] != readers[1] and not followed:
            tell.say(topic, "changed", _readable(readers), kind="access")
        tell_words(tell, topic, "articles", (pair.former or pair.id, pair.id))


def _both(tell: Telling, topic: Topic, before: _Article, after: _Article, former: str | None) -> None:
    """An article of both states; old addresses that lead to it are told with the id they come from."""
    now = after.facts
    if former is not None:
        leads = former in now.aliases
        address = f"its old address {former} {'leads here' if leads else 'is gone'}"
        tell.say(topic, "moved", f"is called {now.id} now; {address}")
        now = now.model_copy(update={"aliases": tuple(name for name in now.aliases if name != former)})
    if before.place != after.place:
        tell.say(topic, "moved", f"moves from {before.place} to {after.place}")
    tell.models(topic, before.facts, now, ("id", "status", "related"))


def _order(tell: Telling, portals: tuple[str, ...]) -> None:
    """What stands elsewhere: categories, and in each section folders and articles."""
    tops = tuple(tuple(one.id for one in side.knowledge.categories) for side in (tell.before, tell.after))
    _reordered(tell, portals, "category", *tops)
    before = dict(_sections(tell.before.knowledge))
    for name, section in _sections(tell.after.knowledge):
        if name in before:
            folders = tuple(tuple(f"{name}/{one.id}" for one in side.folders) for side in (before[name], section))
            articles = tuple(tuple(one.id for one in side.articles) for side in (before[name], section))
            _reordered(tell, portals, "folder", *folders)
            _reordered(tell, portals, "article", *articles)


def _reordered(tell: Telling, portals: tuple[str, ...], word: str, then: tuple[str, ...], now: tuple[str, ...]) -> None:
    for name in shifted(then, now, told_of(tell, word)):
        topic = _topic(Subject(word, name, _title(tell, word, name)), portals)
        tell.say(topic, "reordered", f"stands {place_of(name, now)} now; it stood {place_of(name, then)}")


def _title(tell: Telling, word: str, name: str) -> str:
    if word == "article":
        return title(tell, "articles", name)
    known = dict(_sections(tell.after.knowledge)).get(name)
    return tell.name(known.name) if known is not None else ""


def _related(tell: Telling, portals: tuple[str, ...], found: tuple[Pair[_Article], ...]) -> None:
    """Which other articles are offered below an article: chosen by tags and place, so that one change moves many."""
    called = {pair.former: pair.id for pair in found if pair.former is not None}
    lines: list[tuple[str, str]] = []
    for pair in found:
        if pair.before is not None and pair.after is not None:
            then = tuple(called.get(name, name) for name in pair.before.facts.related)
            if then != pair.after.facts.related:
                now = ", ".join(pair.after.facts.related) or "nothing"
                lines.append((f"{pair.id}: {', '.join(then) or 'nothing'}", f"{pair.id}: {now}"))
    if lines:
        names = tuple(line.partition(":")[0] for line, _ in lines)
        subject = Subject("related articles", "", "")
        passage = Passage(tuple(line for line, _ in lines), tuple(line for _, line in lines))
        tell.say(_topic(subject, portals), "changed", f"are others below {', '.join(names)}", passage)
