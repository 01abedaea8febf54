"""The same change in many places is told once, and everything stands in the order in which it is read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from compiler.changes.model import AREAS, KINDS, Change, Where

_AREA_RANK = {area: rank for rank, area in enumerate(AREAS)}
_KIND_RANK = {kind: rank for rank, kind in enumerate(KINDS)}

Key: TypeAlias = tuple[object, ...]


def grouped(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Equal changes as one, with every place; then in the order of areas, the most delicate of an area first."""
    same = _merged(changes, _same_words)
    return tuple(sorted(_in_order(_merged(same, _same_sentence)), key=lambda item: _AREA_RANK[item.area]))


def _same_words(change: Change) -> Key | None:
    """Words that became the same other words, wherever they stand: a code that many texts show, say."""
    passage = change.passage
    if change.act != "changed" or passage is None or not (passage.before and passage.after):
        return None
    return passage, tuple((place.brand, place.languages) for place in change.where)


def _same_sentence(change: Change) -> Key:
    return change.area, change.kind, change.act, change.subject.kind, change.sentence, change.passage, change.noticed


def _merged(changes: Iterable[Change], key_of: Callable[[Change], Key | None]) -> Iterator[Change]:
    found: dict[Key, list[Change]] = {}
    for number, change in enumerate(changes):
        key = key_of(change)
        found.setdefault(key if key is not None else (number,), []).append(change)
    for alike in found.values():
        yield _one(alike)


def _one(alike: list[Change]) -> Change:
    """One change for many; the first in order stands for all."""
    if len(alike) == 1:
        return alike[0]
    first = min(alike, key=lambda one: (_AREA_RANK[one.area], one.subject))
    subjects = dict.fromkeys(subject for one in alike for subject in (one.subject, *one.also))
    subjects.pop(first.subject, None)
    return replace(
        first,
        where=_places(place for one in alike for place in one.where),
        also=tuple(subjects),
        noticed=tuple(dict.fromkeys(who for one in alike for who in one.noticed)),
        kind=min((one.kind for one in alike), key=_KIND_RANK.__getitem__),
    )


def _places(places: Iterable[Where]) -> tuple[Where, ...]:
    """Places by brand, with the portals and languages of all that named it."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for place in places:
        portals, languages = found.setdefault(place.brand, (set(), set()))
        portals.update(place.portals)
        languages.update(place.languages)
    return tuple(Where(name, tuple(sorted(one)), tuple(sorted(other))) for name, (one, other) in sorted(found.items()))


def _in_order(changes: Iterable[Change]) -> list[Change]:
    """What is said about one thing stands together; things with delicate or far-reaching changes come first."""
    items = list(changes)
    best: dict[Key, Key] = {}
    for change in items:
        rank = (_KIND_RANK[change.kind], -change.portals)
        best[_thing(change)] = min(best.get(_thing(change), rank), rank)
    rows = sorted(
        enumerate(items),
        key=lambda row: (best[_thing(row[1])], row[1].subject.kind, _thing(row[1]), _KIND_RANK[row[1].kind], row[0]),
    )
    return [change for _, change in rows]


def _thing(change: Change) -> Key:
    return change.area, change.subject.kind, change.subject.id, tuple(place.brand for place in change.where)
