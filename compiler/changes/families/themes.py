"""Themes of a brand: their sources line by line, what they name. Who wears which is told of the portal."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from compiler.changes.model import Passage, Subject
from compiler.changes.telling import Read, Telling, Topic
from compiler.changes.things import moves, pairs
from compiler.changes.values import by_path
from schemas.bundle import Blob, ThemeFacts

_LABELS: Final = {"base": "begins with", "words.*": "words of {}"}


def tell(tell: Telling) -> None:
    """Every theme that is not as it was."""
    for pair in pairs(tell.before.themes, tell.after.themes, moves(tell.after, "theme")):
        known = pair.after or pair.before
        assert known is not None
        wearing = tell.portals(partial(_wears, names=(pair.id, pair.former)))
        subject = Subject("theme", pair.id, tell.name(known.title))
        topic = Topic("themes", "content", subject, ("customers",), wearing, _LABELS)
        if pair.before is None or pair.after is None:
            tell.say(topic, "new" if pair.before is None else "gone", "is new" if pair.before is None else "is gone")
            continue
        if pair.former is not None:
            tell.say(topic, "moved", f"is called {pair.id} now; it was {pair.former}")
        tell.models(topic, pair.before, pair.after, ("id", "page", "styles", "script", "assets"))
        _sources(tell, topic, pair.before, pair.after)


def _wears(portal: object, names: tuple[str | None, ...]) -> bool:
    return getattr(portal, "theme", None) in names or getattr(portal, "mobile_theme", None) in names


def _sources(tell: Telling, topic: Topic, before: ThemeFacts, after: ThemeFacts) -> None:
    then, now = dict(_blobs(before)), dict(_blobs(after))
    for name in sorted({*then, *now}):
        old, new = _lines(then.get(name), tell.read_before), _lines(now.get(name), tell.read_after)
        if old != new:
            word = "changes" if old and new else "is new" if new else "is gone"
            tell.say(topic, "changed", f"{name} {word}", Passage(old, new))
    used = sorted({*before.assets, *after.assets} - ({*before.assets} & {*after.assets}))
    for name in used:
        tell.say(topic, "changed", f"{name} is {'used now' if name in after.assets else 'not used any more'}")


def _blobs(theme: ThemeFacts) -> Iterator[tuple[str, Blob]]:
    if theme.page is not None:
        yield "the page", theme.page
    yield from theme.styles.items()
    if theme.script is not None:
        yield "the script", theme.script


def _lines(blob: Blob | None, read: Read) -> tuple[str, ...]:
    return tuple(by_path(read(blob.digest).decode()).split("\n")) if blob is not None else ()
