"""A report as one comment of a pull request: it always fits, the most important first, and says what it leaves out.

Words of admins are `inert`. What is fitted are pieces: a sentence, its passage, a row of a table; each is taken whole
or not at all.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from compiler.changes.inert import as_code, fenced, in_cell, inert
from compiler.changes.model import AREAS, KINDS, Change, Report
from compiler.changes.passages import difference
from compiler.changes.sections import KIND_WORDS, Section, languages_of, places_of, plural, sections, things_of
from compiler.report import visible

LIMIT: Final = 65_000
"""Characters that comments of the usual code host hold, a little less."""
SMALLEST: Final = 4_000
_WEB: Final = re.compile(r"https://[A-Za-z0-9._~/?&=%:-]+")

_SENTENCE: Final = 500
"""Characters of one sentence; a longer one is cut."""
_PASSAGE: Final = 40
"""Lines of one passage that a comment has room for."""
_WIDE: Final = 400
"""Characters of one line of a passage."""
_LEAST: Final = 30
"""Characters without which no passage is worth looking at."""
_PLACES: Final = 40
"""Brands whose portals are listed below a change."""
_FOR_SENTENCES: Final = 0.7
"""The share of the room that sentences may take, so that some passages are shown beside them."""


@dataclass(slots=True)
class _Room:
    """What is left of the limit, and what found no place."""

    left: int
    taken: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def take(self, key: tuple[str, int], lines: list[str], extra: int = 0) -> bool:
        """Keep lines if they fit."""
        size = sum(len(line) + 1 for line in lines) + extra
        if size > self.left:
            return False
        self.left -= size
        self.taken[key] = lines
        return True


def as_markdown(report: Report, limit: int = LIMIT, whole: str = "") -> str:
    """The report in at most `limit` characters; `whole` says where all of it is. At least `SMALLEST` are needed."""
    parts = list(sections(report))
    head = [f"## {inert(_cut(report.head.label, 80))} compared with {inert(_cut(report.base.label, 80))}", ""]
    for section in parts:
        if section.name in ("summary", "digests"):
            head += _plain(section)
    reserve = 1_300
    room = _Room(limit - sum(len(line) + 1 for line in head) - reserve)
    changes = next((section.changes for section in parts if section.changes), ())
    _fit_rows(room, [section for section in parts if section.table and section.name == "data_map"], 0.15)
    _fit_sentences(room, changes)
    _fit_rows(room, [section for section in parts if section.table and section.name not in ("digests", "data_map")], 1)
    _fit_passages(room, changes)
    lines = [*head, *_changes(room, changes)]
    for section in parts:
        if section.name not in ("summary", "digests", "changes"):
            lines += _rows(room, section)
    lines += _left_out(room, whole)
    text = "\n".join(lines).rstrip("\n") + "\n"
    assert len(text) <= limit, "what was reserved was not enough"
    return text


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _plain(section: Section) -> Iterator[str]:
    """Sections that are always there: their words are ours, or names that are cut."""
    for words in section.words:
        yield f"- {inert(_cut(words, 600))}"
    if section.words:
        yield ""
    if section.table is not None:
        for state, digest in section.table.rows:
            yield f"- {inert(_cut(state, 90))}: `{digest}`"
        yield ""


def _ranked(changes: Sequence[Change]) -> list[int]:
    """Numbers of changes, the most delicate and far-reaching first."""
    return sorted(range(len(changes)), key=lambda at: (KINDS.index(changes[at].kind), -changes[at].portals, at))


def _fit_sentences(room: _Room, changes: Sequence[Change]) -> None:
    """One sentence for each change, as far as they go; where not all have room, some is kept for passages."""
    told = {at: list(_sentence(changes[at])) for at in _ranked(changes)}
    total = sum(len(line) + 1 for lines in told.values() for line in lines)
    keep = int(room.left * (1 - _FOR_SENTENCES)) if total > room.left * _FOR_SENTENCES else 0
    room.left -= keep
    areas: set[str] = set()
    for at, lines in told.items():
        change = changes[at]
        heading = 0 if change.area in areas else len(AREAS[change.area]) + 8
        if room.take(("change", at), lines, heading):
            areas.add(change.area)
        else:
            room.dropped[f"change {change.kind}"] += 1
    room.left += keep


def _sentence(change: Change) -> Iterator[str]:
    """One change as an entry of a list, with the portals of many brands below it."""
    things = inert(_cut(things_of(change), 200))
    said = inert(_cut(change.sentence, _SENTENCE) + languages_of(change))
    yield f"- **{_bold(things)}** {said} — {inert(_cut(places_of(change), 300))} · _{KIND_WORDS[change.kind]}_"
    if len(change.where) > 1:
        yield from _brands(change)


def _bold(words: str) -> str:
    return words.strip() or "this"


def _brands(change: Change) -> Iterator[str]:
    yield f"  <details><summary>{plural(len(change.where), 'brand')}</summary>"
    yield ""
    for place in change.where[:_PLACES]:
        portals = f": {inert(_cut(', '.join(place.portals), 120))}" if place.portals else ""
        yield f"  - {inert(place.brand)}{portals}"
    if len(change.where) > _PLACES:
        yield f"  - and {len(change.where) - _PLACES:,} more"
    yield ""
    yield "  </details>"
    yield ""


def _fit_passages(room: _Room, changes: Sequence[Change]) -> None:
    for at in _ranked(changes):
        passage = changes[at].passage
        if passage is None or not (passage.before or passage.after) or ("change", at) not in room.taken:
            continue
        if room.left < _LEAST:
            room.dropped["passage"] += 1
            continue
        lines = difference(passage)
        shown = tuple(_cut(line, _WIDE) for line in lines[:_PASSAGE])
        if len(lines) > _PASSAGE:
            shown = (*shown, f"… and {len(lines) - _PASSAGE:,} more lines")
        if room.take(("passage", at), fenced(shown, "  ")):
            room.dropped["part"] += len(lines) > _PASSAGE
        else:
            room.dropped["passage"] += 1


def _changes(room: _Room, changes: Sequence[Change]) -> Iterator[str]:
    areas = tuple(AREAS)
    kept = [(at, change) for at, change in enumerate(changes) if ("change", at) in room.taken]
    kept.sort(key=lambda item: areas.index(item[1].area))  # one heading for each area is what was counted
    for area, items in groupby(kept, key=lambda item: item[1].area):
        yield f"### {AREAS[area]}"
        yield ""
        for at, _ in items:
            sentence, *brands = room.taken["change", at]
            yield sentence
            yield from room.taken.get(("passage", at), [])
            yield from brands
        yield ""


def _fit_rows(room: _Room, parts: Sequence[Section], share: float) -> None:
    """Rows of tables, as many as have room; at most a share of it for all."""
    held = int(room.left * (1 - share))
    room.left -= held
    for section in parts:
        assert section.table is not None
        extra = len(section.title) + 40 + sum(len(name) + 8 for name in section.table.head)
        extra += sum(len(inert(words)) + 2 for words in section.words)
        for number, row in enumerate(section.table.rows):
            cells = " | ".join(in_cell(_cut(cell, 300)) for cell in row)
            if room.take((section.name, number), [f"| {cells} |"], extra):
                extra = 0
            else:
                room.dropped[f"row {section.title}"] += 1
    room.left += held


def _rows(room: _Room, section: Section) -> Iterator[str]:
    rows = [
        room.taken[section.name, at]
        for at in range(len(section.table.rows if section.table else ()))
        if (section.name, at) in room.taken
    ]
    if not rows and section.table is not None:
        return
    yield f"### {section.title}"
    yield ""
    for words in section.words:
        yield from (inert(words), "")
    if section.table is not None:
        yield f"| {' | '.join(section.table.head)} |"
        yield "|" + " --- |" * len(section.table.head)
        yield from (line for lines in rows for line in lines)
    yield ""


def _left_out(room: _Room, whole: str) -> Iterator[str]:
    """What found no place, counted."""
    told = []
    kinds = [(kind, room.dropped[f"change {kind}"]) for kind in KINDS if room.dropped[f"change {kind}"]]
    if kinds:
        counts = ", ".join(f"{count:,} {KIND_WORDS[kind]}" for kind, count in kinds)
        told.append(f"{plural(sum(count for _, count in kinds), 'change')} ({counts})")
    if room.dropped["passage"]:
        told.append(f"the words of {plural(room.dropped['passage'], 'change')}")
    if room.dropped["part"]:
        told.append(f"the end of {plural(room.dropped['part'], 'long passage')}")
    told += [
        f"{plural(count, 'row')} of “{key[4:]}”"
        for key, count in room.dropped.items()
        if key.startswith("row ") and count
    ]
    if told:
        yield "---"
        yield ""
        yield f"**Left out here, for want of room:** {'; '.join(told)}."
    if told and whole:
        yield ""
        yield f"The whole report: {address(whole)}"


def address(whole: str) -> str:
    """A web address as a link, anything else as code: branches may be called anything."""
    words = visible(_cut(whole, 300))
    return f"<{words}>" if _WEB.fullmatch(words) else as_code(words)
