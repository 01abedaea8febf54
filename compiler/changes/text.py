"""A report for a terminal: lines with a style each; colours are put on by the command, where there is a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, TypeAlias

from compiler.changes.model import AREAS, Change, Report
from compiler.changes.passages import difference
from compiler.changes.sections import KIND_WORDS, Section, Table, languages_of, places_of, sections, things_of
from compiler.report import display_width, visible

Style: TypeAlias = Literal["title", "heading", "subject", "plain", "gone", "new", "faint"]

_MOST: Final = 30
"""Lines of one passage; whoever wants all of them asks for all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it is."""

    style: Style
    text: str


def as_lines(report: Report, *, every: bool = False) -> Iterator[Line]:
    """The whole report; of a long passage the beginning, unless `every` line is wanted."""
    yield Line("title", visible(f"{report.head.label}, compared with {report.base.label}"))
    for section in sections(report):
        if section.name == "summary":
            yield from (Line("plain", visible(words)) for words in section.words)
        elif section.changes:
            yield from _changes(section, every)
        else:
            yield from (Line("plain", ""), Line("heading", f"# {section.title}"))
            yield from (Line("plain", visible(words)) for words in section.words)
            if section.table is not None:
                yield from _table(section.table)


def _changes(section: Section, every: bool) -> Iterator[Line]:
    for area, changes in groupby(section.changes, key=lambda change: change.area):
        yield from (Line("plain", ""), Line("heading", f"# {AREAS[area]}"))
        for (things, places), alike in groupby(changes, key=lambda change: (things_of(change), places_of(change))):
            rows = list(alike)
            yield Line("subject", visible(f"{things}  [{places}]"))
            for change in rows:
                yield from _change(change, every)


def _change(change: Change, every: bool) -> Iterator[Line]:
    yield Line("plain", visible(f"  {change.sentence}{languages_of(change)}  ·  {KIND_WORDS[change.kind]}"))
    lines = difference(change.passage) if change.passage is not None else ()
    shown = lines if every or len(lines) <= _MOST + 5 else lines[:_MOST]
    for line in shown:
        yield Line("gone" if line[0] == "-" else "new" if line[0] == "+" else "faint", visible(f"    {line}"))
    if len(shown) < len(lines):
        yield Line("faint", f"    … and {len(lines) - len(shown)} more lines: --all shows them")


def _table(table: Table) -> Iterator[Line]:
    """Short cells side by side; where rows are long, each cell on a line under its heading."""
    cells = [table.head, *table.rows]
    widths = [max(_width(row[index]) for row in cells) for index in range(len(table.head))]
    if sum(widths) + 2 * len(widths) <= 118:
        for row in cells:
            text = "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
            yield Line("faint" if row is table.head else "plain", visible(f"  {text.rstrip()}"))
        return
    for row in table.rows:
        yield Line("subject", visible(f"  {row[0]}"))
        for name, cell in zip(table.head[1:], row[1:], strict=True):
            if cell:
                yield Line("plain", visible(f"    {name}: {cell}"))


def _width(text: str) -> int:
    return sum(display_width(letter) for letter in visible(text))
