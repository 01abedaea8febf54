"""The section of changes: by area and thing, each a sentence, where it is noticed, and words before and after."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from compiler.changes.model import AREAS, AUDIENCES, Audience, Change, Passage, Where
from compiler.changes.passages import difference
from compiler.changes.sections import KIND_WORDS, languages_of, places_of, things_of
from compiler.review.markup import badge, folded, listed, many, plain, said

LINES: Final = 400
"""Lines of a passage that are shown."""

PLACES: Final = 200
"""Places that are listed by name."""

CHANGES: Final = 2_000
"""Changes that are shown; a report of more is read by programs."""

_NOTICED: Final[dict[Audience, str]] = {
    "customers": "customers see it",
    "agents": "agents see it",
    "mail": "mail says it",
}


def changes_section(changes: tuple[Change, ...]) -> str:
    """Every change, area by area."""
    shown, body = changes[:CHANGES], ""
    for area, some in groupby(shown, key=lambda change: change.area):
        things = groupby(some, key=lambda change: (things_of(change), change.where))
        items = "".join(_thing(name, list(alike)) for (name, _), alike in things)
        body += f'<section class="area"><h3>{AREAS[area]}</h3><ul class="changes">{items}</ul></section>'
    if len(changes) > len(shown):
        body += f"<p>{many(len(changes) - len(shown), 'more change')}: <code>--format json</code> has all of them.</p>"
    return body


def _thing(name: str, changes: list[Change]) -> str:
    """One thing with everything that changes about it."""
    first = changes[0]
    also = ""
    if first.also:
        items = (f"{plain(item.kind)} {said(item.name or item.id)}" for item in (first.subject, *first.also))
        also = folded(f"All {len(first.also) + 1:,}", listed(items, PLACES))
    body = "".join(map(_change, changes))
    return f'<li class="change"><h4>{said(name)}</h4><p class="where">{_where(first)}</p>{also}{body}</li>'


def _change(change: Change) -> str:
    passage = ""
    if change.passage is not None:
        passage = _beside(change.passage) if change.area == "triggers" else _lines(difference(change.passage))
    languages = f" {plain(languages_of(change))}" if languages_of(change) else ""
    kind = f'<span class="badge {change.kind}">{KIND_WORDS[change.kind]}</span>'
    noticed = " and ".join(_NOTICED[audience] for audience in AUDIENCES if audience in change.noticed)
    quiet = f' <span class="quiet">· {noticed}</span>' if noticed else ""
    return f"<p>{badge(change.act)} {said(change.sentence)}{languages} {kind}{quiet}</p>{passage}"


def _where(change: Change) -> str:
    """Where it is noticed: in words, and by name where there are several places."""
    places = list(_places(change.where))
    return folded(plain(places_of(change)), listed(places, PLACES)) if len(places) > 1 else plain(places_of(change))


def _places(where: Iterable[Where]) -> Iterator[str]:
    for place in where:
        languages = f" ({plain(', '.join(place.languages))})" if place.languages else ""
        for name in [f"{place.brand}/{portal}" for portal in place.portals] or [place.brand]:
            yield f"<code>{plain(name)}</code>{languages}"


def _beside(passage: Passage) -> str:
    """Rules before and after beside each other, each as a whole: what a rule does is read from top to bottom."""
    columns = (("Before", "del", passage.before, passage.after), ("After", "ins", passage.after, passage.before))
    return f'<div class="beside">{"".join(_column(*column) for column in columns if column[2])}</div>'


def _column(name: str, tag: str, lines: tuple[str, ...], other: tuple[str, ...]) -> str:
    kept = frozenset(other)
    body = "".join(_line("" if line in kept else tag, line) for line in lines[:LINES])
    return f'<div><h5>{name}</h5><div class="words">{body}{_more(len(lines) - LINES)}</div></div>'


def _lines(lines: tuple[str, ...]) -> str:
    """Lines that begin with what happened to them."""
    tags = {"-": "del", "+": "ins"}
    body = "".join(_line(tags.get(line[:1], ""), line[2:] if line[:1] in "-+ " else line) for line in lines[:LINES])
    return f'<div class="words">{body}{_more(len(lines) - LINES)}</div>' if body else ""


def _line(tag: str, line: str) -> str:
    depth = min((len(line) - len(line.lstrip(" "))) // 2, 4)
    inset = f" in{depth}" if depth else ""
    words = f'<{tag} dir="auto">{plain(line)}</{tag}>' if tag else plain(line)
    return f'<div class="line{inset}" dir="auto">{words}</div>'


def _more(number: int) -> str:
    return f'<div class="line quiet">and {many(number, "more line")}</div>' if number > 0 else ""
