"""The head of the report, and sections that are words and tables. What they say is `compiler.changes.sections`."""

from typing import Final

from compiler.changes.model import Report
from compiler.changes.sections import KIND_WORDS, Section, Table
from compiler.review.markup import folded, listed, many, plain, said

ROWS: Final = 500
"""Rows of a table that are shown."""

NAMES: Final = 300


def head(report: Report, summary: Section, pages: int) -> str:
    """What sort of change it is, how far it reaches, and the digest that publishing will ask for."""
    first, *rest = summary.words or ("",)
    seen = f" {many(pages, 'page looks or reads', 'pages look or read')} differently." if pages else ""
    kinds = " ".join(f'<span class="badge {kind}">{KIND_WORDS[kind]}</span>' for kind in report.kinds)
    rows = [
        ("Kinds", kinds),
        ("Reaches", "<br>".join(map(said, rest)) + _all_portals(report)),
        ("Will be published", f"<code>{plain(report.head.root)}</code>"),
        ("Instead of", f"<code>{plain(report.base.root)}</code>"),
    ]
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    lead = "Both states are the same: nothing changes for anybody." if report.is_empty else f"{said(first)}{seen}"
    return f'<p class="lead">{lead}</p><dl class="facts">{facts}</dl>'


def _all_portals(report: Report) -> str:
    """Every portal by name, where the sentence above names only the first."""
    portals = report.radius.portals
    names = (f"<code>{plain(name)}</code>" for name in portals)
    return folded(f"All {len(portals):,} portals", listed(names, NAMES)) if len(portals) > 8 else ""


def told(section: Section, more: str = "") -> str:
    """A section of words and a table; `more` is HTML that stands below them."""
    words = "".join(f"<p>{said(sentence)}</p>" for sentence in section.words)
    return words + (_table(section.title, section.table) if section.table else "") + more


def _table(title: str, table: Table) -> str:
    """A table; a column in which nothing stands is left out."""
    told = [number for number in range(len(table.head)) if any(row[number] for row in table.rows)]
    heads = "".join(f'<th scope="col">{plain(table.head[number])}</th>' for number in told)
    rows = "".join(_row(tuple(row[number] for number in told)) for row in table.rows[:ROWS])
    left = len(table.rows) - ROWS
    more = f"<p>{many(left, 'more row')}: <code>--format json</code> has all of them.</p>" if left > 0 else ""
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{plain(title)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _row(row: tuple[str, ...]) -> str:
    first, *rest = row
    return f'<tr><th scope="row">{said(first)}</th>{"".join(f"<td>{said(cell)}</td>" for cell in rest)}</tr>'
