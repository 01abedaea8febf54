"""FAQ documents with their categories, and notices with their periods."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from compiler.changes.model import Area, Subject
from compiler.changes.order import place_of, shifted
from compiler.changes.telling import Telling, Topic, told_of
from compiler.changes.things import moves, pairs, things
from compiler.changes.words import is_same_text, new_text, tell_words, title
from schemas.bundle import DocumentFacts, FaqCategoryFacts, FaqDocumentFacts, NoticeFacts

_LABELS: Final = {
    "updated": "date of the last update",
    "aliases": "old addresses",
    "attachments": "files attached",
    "category": "category",
    "shown_date": "date on it",
    "start": "shown from",
    "end": "shown until",
}
_PINNED: Final = {"main": "on the home page and in its category", "category": "in its category", None: "nowhere"}


def tell(tell: Telling) -> None:
    """The FAQ, then notices."""
    portals = tell.portals(lambda portal: portal.show.faq)
    topic = Topic("faq", "content", Subject("FAQ category", ""), ("customers",), portals)
    before, after = (dict(_categories(side.faq.categories)) for side in (tell.before, tell.after))
    things(tell, topic, "faq_category", (before, after), lambda one: tell.name(one.name), ("children",))
    _places(tell, topic, before, after)
    _documents(
        tell, "faq", "FAQ document", portals, _by_id(tell.before.faq.documents), _by_id(tell.after.faq.documents)
    )
    portals = tell.portals(lambda portal: portal.show.notices)
    then, now = _by_id(tell.before.notices.notices), _by_id(tell.after.notices.notices)
    _documents(tell, "notices", "notice", portals, then, now)


def _by_id(documents: tuple[DocumentFacts, ...]) -> Mapping[str, DocumentFacts]:
    return {document.id: document for document in documents}


def _categories(roots: tuple[FaqCategoryFacts, ...]) -> Iterator[tuple[str, FaqCategoryFacts]]:
    for one in roots:
        yield one.id, one
        yield from _categories(one.children)


def _parents(roots: tuple[FaqCategoryFacts, ...], above: str = "") -> Iterator[tuple[str, str]]:
    for one in roots:
        yield one.id, above
        yield from _parents(one.children, one.id)


def _places(
    tell: Telling, topic: Topic, before: Mapping[str, FaqCategoryFacts], after: Mapping[str, FaqCategoryFacts]
) -> None:
    """Categories below others, and their order."""
    then, now = (dict(_parents(side.faq.categories)) for side in (tell.before, tell.after))
    for name in after:
        if name in before and then[name] != now[name]:
            subject = Subject("FAQ category", name, tell.name(after[name].name))
            sentence = f"moves from {then[name] or 'the top'} to {now[name] or 'the top'}"
            tell.say(_about(topic, subject), "moved", sentence)
    for above in dict.fromkeys(now.values()):
        old = tuple(name for name in then if then[name] == above)
        new = tuple(name for name in now if now[name] == above)
        for name in shifted(old, new):
            subject = Subject("FAQ category", name, tell.name(after[name].name))
            tell.say(_about(topic, subject), "reordered", f"stands {place_of(name, new)} now")


def _about(topic: Topic, subject: Subject) -> Topic:
    return Topic(topic.area, topic.kind, subject, topic.noticed, topic.portals, _LABELS)


def _documents(
    tell: Telling,
    kind: str,
    word: str,
    portals: tuple[str, ...],
    before: Mapping[str, DocumentFacts],
    after: Mapping[str, DocumentFacts],
) -> None:
    history = "notice" if kind == "notices" else "faq"
    area: Area = "notices" if kind == "notices" else "faq"
    moved: list[str] = []
    for pair in pairs(before, after, moves(tell.after, history), partial(is_same_text, tell, kind)):
        known = pair.after or pair.before
        assert known is not None
        subject = Subject(word, pair.id, title(tell, kind, pair.id))
        topic = Topic(area, "content", subject, ("customers",), portals, _LABELS)
        if pair.before is None:
            tell.say(topic, "new", _new(known), new_text(tell, kind, pair.id))
        elif pair.after is None:
            tell.say(topic, "gone", "is gone")
        else:
            skip = ["id", "pinned", "status"]
            if pair.former is not None:
                leads = pair.former in known.aliases
                address = f"its old address {pair.former} {'leads here' if leads else 'is gone'}"
                tell.say(topic, "moved", f"is called {pair.id} now; {address}")
                others = tuple(name for name in known.aliases if name != pair.former)
                known = known.model_copy(update={"aliases": others})
            if _facts(tell, topic, pair.before, known, skip):
                moved.append(pair.id)
            tell_words(tell, topic, kind, (pair.former or pair.id, pair.id))
    names = tuple(name for name in before if name not in moved), tuple(name for name in after if name not in moved)
    for name in shifted(*names, told_of(tell, word)):
        subject = Subject(word, name, title(tell, kind, name))
        topic = Topic(area, "content", subject, ("customers",), portals)
        tell.say(topic, "reordered", f"stands {place_of(name, tuple(after))} now")


def _new(facts: DocumentFacts) -> str:
    draft = " as a draft that nobody sees" if getattr(facts, "status", "public") == "draft" else ""
    match facts:
        case FaqDocumentFacts():
            return f"is new in {facts.category}{draft}"
        case NoticeFacts():
            return f"is new{draft}, shown {_period(facts)}"
        case _:
            return f"is new{draft}"


def _period(notice: NoticeFacts) -> str:
    start = f"from {notice.start}" if notice.start else "at once"
    return f"{start}, {f'until {notice.end}' if notice.end else 'until it is taken down by hand'}"


def _facts(tell: Telling, topic: Topic, before: DocumentFacts, after: DocumentFacts, skip: list[str]) -> bool:
    """What is true in every language; whether it stands elsewhere by itself, being pinned or dated otherwise."""
    then, now = (getattr(side, "status", "public") for side in (before, after))
    if then != now:
        words = (
            "becomes readable by everybody; so far it was a draft"
            if now == "public"
            else "becomes a draft: nobody sees it any more"
        )
        tell.say(topic, "changed", words, kind="access")
    one, other = getattr(before, "pinned", None), getattr(after, "pinned", None)
    if one != other:
        _pinned(tell, topic, one, other)
    if isinstance(before, NoticeFacts) and isinstance(after, NoticeFacts):
        skip = [*skip, *_notice(tell, topic, before, after)]
    for leaf in tell.walk.models(before, after, skip=skip):
        tell.leaf(topic, leaf)
    dated = getattr(before, "shown_date", None) != getattr(after, "shown_date", None)
    return one != other or dated


def _pinned(tell: Telling, topic: Topic, before: object, after: object) -> None:
    if isinstance(after, bool):
        tell.say(topic, "changed", "is pinned above the others now" if after else "is not pinned any more")
    else:
        tell.say(topic, "changed", f"pinned: {_PINNED[before]} → {_PINNED[after]}")  # type: ignore[index]  # its own three values


def _notice(tell: Telling, topic: Topic, before: NoticeFacts, after: NoticeFacts) -> tuple[str, ...]:
    """A period is told as one thing; the date shown follows it where the notice says none."""
    if (before.start, before.end) != (after.start, after.end):
        tell.say(topic, "changed", f"is shown {_period(after)}; it was {_period(before)}")
        if all((one.start or "")[:10] == (one.shown_date or "") for one in (before, after)):
            return ("start", "end", "shown_date")
    return ("start", "end")
