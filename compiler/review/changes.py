"""The section of changes: by area, each a sentence, where it is noticed, and words before and after."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from compiler.changes.model import AREAS, AUDIENCES, Area, Audience, Change, Passage, Where
from compiler.review.markup import badge, folded, listed, many, plain, said

LINES: Final = 400
"""Lines of a passage that are shown."""

PLACES: Final = 200
"""Places that are listed by name."""

CHANGES: Final = 2_000
"""Changes that are shown; a report of more is read by programs."""

_AROUND: Final = 2
_NOTICED: Final[dict[Audience, str]] = {
    "customers": "customers see it",
    "agents": "agents see it",
    "mail": "mail says it",
}


def changes_section(changes: tuple[Change, ...]) -> str:
    """Every change, area by area."""
    shown = changes[:CHANGES]
    body = "".join(_area(area, [change for change in shown if change.area == area]) for area in AREAS)
    if len(changes) > len(shown):
        body += f"<p>{many(len(changes) - len(shown), 'more change')}: <code>--format json</code> has all of them.</p>"
    return body


def _area(area: Area, changes: list[Change]) -> str:
    if not changes:
        return ""
    items = "".join(_change(change) for change in changes)
    return f'<section class="area"><h3>{AREAS[area]}</h3><ul class="changes">{items}</ul></section>'


def _change(change: Change) -> str:
    passage = _passage(change.passage, side_by_side=change.area == "triggers") if change.passage else ""
    also = ""
    if change.also:
        items = (f"{plain(item.kind)} {said(item.name or item.id)}" for item in change.also)
        also = folded(f"and {many(len(change.also), 'other', 'others')} alike", listed(items, PLACES))
    return (
        f'<li class="change"><p>{badge(change.act)} {said(change.sentence)}</p>'
        f'<p class="where">{_where(change)}</p>{passage}{also}</li>'
    )


def _where(change: Change) -> str:
    """Where it is noticed, in one line; by name where there are several."""
    noticed = ", ".join(_NOTICED[audience] for audience in AUDIENCES if audience in change.noticed)
    places = list(_places(change.where))
    if len(places) <= 2:
        where = " · ".join(places)
    else:
        portals = f"{many(change.portals, 'portal')} of " if change.portals else ""
        where = folded(f"{portals}{many(len(change.where), 'brand')}", listed(places, PLACES))
    return " · ".join(filter(None, (noticed, where)))


def _places(where: Iterable[Where]) -> Iterator[str]:
    for place in where:
        languages = f" ({plain(', '.join(place.languages))})" if place.languages else ""
        if place.portals:
            yield from (f"<code>{plain(f'{place.brand}/{portal}')}</code>{languages}" for portal in place.portals)
        else:
            yield f"<code>{plain(place.brand)}</code>{languages}"


def _passage(passage: Passage, *, side_by_side: bool) -> str:
    """Words before and after: as one text with what went and came, rules beside each other."""
    if side_by_side and passage.before and passage.after:
        before, after = (_column(name, lines, other) for name, lines, other in _columns(passage))
        return f'<div class="beside">{before}{after}</div>'
    return f'<div class="words">{"".join(_lines(passage))}</div>'


def _columns(passage: Passage) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    yield "Before", passage.before, passage.after
    yield "After", passage.after, passage.before


def _column(name: str, lines: tuple[str, ...], other: tuple[str, ...]) -> str:
    tag = "del" if name == "Before" else "ins"
    kept = set(other)
    body = "".join(
        f'<div class="line{_indent(line)}">{plain(line) if line in kept else f"<{tag}>{plain(line)}</{tag}>"}</div>'
        for line in lines[:LINES]
    )
    return f'<div><h4>{name}</h4><div class="words">{body}{_more(len(lines) - LINES)}</div></div>'


def _indent(line: str) -> str:
    """A class for the depth at which a line of a snapshot stands."""
    depth = (len(line) - len(line.lstrip(" "))) // 2
    return f" in{min(depth, 4)}" if depth else ""


def _lines(passage: Passage) -> Iterator[str]:
    before, after = passage.before, passage.after
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    count = 0
    for number, group in enumerate(matcher.get_grouped_opcodes(_AROUND)):
        if number:
            yield '<div class="line quiet">…</div>'
        for act, i1, i2, j1, j2 in group:
            if act == "equal":
                yield from (
                    f'<div class="line{_indent(line)}" dir="auto">{plain(line)}</div>' for line in before[i1:i2]
                )
            else:
                yield from (_line("del", line) for line in before[i1:i2])
                yield from (_line("ins", line) for line in after[j1:j2])
            count += (i2 - i1) + (j2 - j1)
            if count > LINES:
                yield '<div class="line quiet">more of it is not shown here: <code>--format json</code> has it</div>'
                return


def _line(tag: str, line: str) -> str:
    return f'<div class="line{_indent(line)}"><{tag} dir="auto">{plain(line)}</{tag}></div>'


def _more(number: int) -> str:
    return f'<div class="line quiet">and {many(number, "line")} more</div>' if number > 0 else ""
