"""How far the translation is, as a map: parts of a brand down, languages across; for a terminal and as an HTML page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from compiler.translation.counts import Row, Standing, total
from compiler.translation.state import STATES, State

_BLOCKS = 10
_SHOWN = 20
_MEANING = {
    "fresh": "there, and nothing speaks against them",
    "acknowledged": "recorded as a translation of what the source says now",
    "stale": "made from other words than the source has now",
    "missing": "not there",
}


def share(counted: Counter[State]) -> int:
    """The share of units with good words, in whole per cent; only all of them are a hundred."""
    good = counted["fresh"] + counted["acknowledged"]
    return 100 * good // max(1, counted.total())


def as_text(standings: Iterable[Standing], every: bool) -> Iterator[str]:
    """The map line by line, then what is stale or missing: the first of it, or `every` one."""
    for standing in standings:
        languages = standing.languages
        wide = max(len(part) for part in (*standing.cells(), "all", standing.owner.id))
        yield (
            f"{standing.owner.id:<{wide}}  "
            + "  ".join(f"{language:<{_BLOCKS + 16}}" for language in languages).rstrip()
        )
        for part, cells in standing.cells().items():
            yield _line(part, wide, (cells.get(language, Counter()) for language in languages))
        yield _line("all", wide, (total(standing.rows, language) for language in languages))
        yield from _open(standing.rows, every)
        yield ""


def _line(part: str, wide: int, cells: Iterable[Counter[State]]) -> str:
    return (f"{part:<{wide}}  " + "  ".join(f"{_cell(cell):<{_BLOCKS + 16}}" for cell in cells)).rstrip()


def _cell(counted: Counter[State]) -> str:
    if not counted.total():
        return "-"
    full = share(counted) * _BLOCKS // 100
    good = counted["fresh"] + counted["acknowledged"]
    return f"{'█' * full}{'░' * (_BLOCKS - full)} {share(counted):>3} % {good}/{counted.total()}"


def _open(rows: Iterable[Row], every: bool) -> Iterator[str]:
    todo = [row for row in rows if row.state in ("stale", "missing")]
    shown = todo if every else todo[:_SHOWN]
    for row in shown:
        yield f"  {row.state:<8}{row.language:<6}{row.unit.address}"
    if len(todo) > len(shown):
        yield f"  and {len(todo) - len(shown)} more: --all lists them"


_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c1917; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
caption { text-align: left; white-space: nowrap; padding-bottom: .25rem; }
th, td { border: 1px solid #d6d3d1; padding: .35rem .75rem; text-align: left; }
td.cell { text-align: right; font-variant-numeric: tabular-nums; }
.h0 { background: #fecaca; } .h1 { background: #fed7aa; } .h2 { background: #fef08a; }
.h3 { background: #d9f99d; } .h4 { background: #86efac; } .none { background: #f5f5f4; }
code { font-size: .9em; }
@media (prefers-color-scheme: dark) { body { background: #1c1917; color: #f5f5f4; } td.cell { color: #1c1917; } }
"""


def as_html(standings: Iterable[Standing]) -> str:
    """The same as one page that needs nothing else: no script, no address."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Translation</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Translation</h1>\n"
        f"{as_sections(standings)}</main>\n</body>\n</html>\n"
    )


def as_sections(standings: Iterable[Standing]) -> str:
    """A section for each brand, for a page that has a style for them."""
    return "".join(line for standing in standings for line in _section(standing))


def _section(standing: Standing) -> Iterator[str]:
    languages = standing.languages
    yield f"<section>\n<h2>{escape(standing.owner.id)}</h2>\n<table>\n<caption>Words that are there and up to date"
    yield '</caption>\n<thead><tr><th scope="col">Part</th>'
    yield "".join(f'<th scope="col">{escape(language)}</th>' for language in languages)
    yield "</tr></thead>\n<tbody>\n"
    for part, cells in standing.cells().items():
        yield _row(part, (cells.get(language, Counter()) for language in languages))
    yield _row("all", (total(standing.rows, language) for language in languages))
    yield "</tbody>\n</table>\n"
    for state in ("stale", "missing"):
        rows = [row for row in standing.rows if row.state == state]
        if rows:
            yield f"<h3>{state.capitalize()}: {_MEANING[state]}</h3>\n<ul>\n"
            yield "".join(f"<li>{escape(row.language)} <code>{escape(row.unit.address)}</code></li>\n" for row in rows)
            yield "</ul>\n"
    yield "</section>\n"


def _row(part: str, cells: Iterable[Counter[State]]) -> str:
    return f'<tr><th scope="row">{escape(part)}</th>{"".join(map(_html_cell, cells))}</tr>\n'


def _html_cell(counted: Counter[State]) -> str:
    if not counted.total():
        return '<td class="cell none">–</td>'
    heat = 4 if share(counted) == 100 else share(counted) // 25
    told = ", ".join(f"{counted[state]} {state}" for state in STATES if counted[state])
    return f'<td class="cell h{heat}" title="{told}">{share(counted)} % <small>of {counted.total()}</small></td>'
