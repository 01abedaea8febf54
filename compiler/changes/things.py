"""Things by id in two states: what stayed, what is called otherwise now, what is new and what is gone.

A thing got another id where `retired.yaml` says so, or where one that is new says exactly what one that is gone said:
deleting and adding are told only of what was deleted and added.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel

from compiler.bundle import BrandBundle
from compiler.changes.model import Subject
from compiler.changes.telling import Telling, Topic, about
from schemas.history import History

M = TypeVar("M")
Same: TypeAlias = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Pair(Generic[M]):
    """A thing then and now, one of which may be missing; `former` is its id where that was another."""

    id: str
    before: M | None
    after: M | None
    former: str | None = None


def moves(brand: BrandBundle, what: str) -> Mapping[str, str]:
    """What `retired.yaml` says that things of a kind are called now, by their former ids."""
    settings = brand.settings.get("history")
    history = settings.objects.get("") if settings is not None else None
    if not isinstance(history, History):
        return {}
    return {item.former: item.to for item in history.moved if item.what == what}


def pairs(
    before: Mapping[str, M], after: Mapping[str, M], moved: Mapping[str, str], is_same: Same | None = None
) -> Iterator[Pair[M]]:
    """Every thing of either state, those that are there now in their order, then those that are gone."""
    former = dict(
        _renamed(before, after, moved, is_same or (lambda one, other: _says_the_same(before[one], after[other])))
    )
    for name, now in after.items():
        if name in before:
            yield Pair(name, before[name], now)
        elif name in former:
            yield Pair(name, before[former[name]], now, former[name])
        else:
            yield Pair(name, None, now)
    found = set(former.values())
    for name, then in before.items():
        if name not in after and name not in found:
            yield Pair(name, then, None)


def _renamed(
    before: Mapping[str, M], after: Mapping[str, M], moved: Mapping[str, str], is_same: Same
) -> Iterator[tuple[str, str]]:
    """What is called otherwise now: the id, and what it was."""
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    for name in list(gone):
        seen, now = {name}, name
        while now in moved and moved[now] not in seen:
            now = moved[now]
            seen.add(now)
        if now in new:
            gone.remove(name)
            new.remove(now)
            yield now, name
    for name in new:
        twin = next((other for other in gone if is_same(other, name)), None)
        if twin is not None:
            gone.remove(twin)
            yield name, twin


def _says_the_same(before: Any, after: Any) -> bool:
    """Whether two things differ in their ids at most."""
    if not isinstance(before, BaseModel) or type(before) is not type(after):
        return False
    ids = {key: getattr(before, key) for key in ("id", "code") if hasattr(before, key)}
    return bool(after.model_copy(update=ids) == before)


def things(
    tell: Telling,
    topic: Topic,
    what: str,
    sides: tuple[Mapping[str, Any], Mapping[str, Any]],
    name: Callable[[Any], str] = lambda _: "",
    skip: Collection[str] = (),
) -> None:
    """Tell every difference between two maps of things. `topic` has the word for one as its subject's kind."""
    for pair in pairs(*sides, moves(tell.after, what)):
        known = pair.after if pair.after is not None else pair.before
        topic_of = about(topic, Subject(topic.subject.kind, pair.id, name(known)))
        if pair.before is None:
            tell.say(topic_of, "new", "is new", tell.facts(known) if isinstance(known, BaseModel) else None)
        elif pair.after is None:
            tell.say(topic_of, "gone", "is gone")
        else:
            if pair.former is not None:
                tell.say(topic_of, "moved", f"is called {pair.id} now; it was {pair.former}")
            if isinstance(known, BaseModel):
                tell.models(topic_of, pair.before, pair.after, (*skip, "id"))
            elif pair.before != pair.after:
                tell.words(topic_of, "text", pair.before, pair.after, is_rich=True)
