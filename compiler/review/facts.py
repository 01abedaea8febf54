"""The shorter sections: personal data, translation, findings, and what the whole comes to."""

from collections.abc import Iterable, Iterator
from typing import Final

from compiler.changes.model import (
    AUDIENCES,
    Audience,
    Counted,
    Kind,
    LanguageChange,
    PersonalChange,
    PersonalField,
    Radius,
    Report,
)
from compiler.diagnostic import Diagnostic
from compiler.review.markup import folded, listed, many, plain, said

ROWS: Final = 300
"""Rows of a table, entries of a list."""

KIND_WORDS: Final[dict[Kind, str]] = {
    "personal_data": "personal data",
    "access": "access",
    "rules": "rules",
    "settings": "settings",
    "content": "content",
}
_WHO: Final[dict[Audience, str]] = {"customers": "Customers see it", "agents": "Agents see it", "mail": "Mail says it"}


def head_section(report: Report, pages: int) -> str:
    """What kind of change it is, how far it reaches, and what will be published."""
    radius = report.radius
    kinds = "".join(f'<span class="badge kind {kind}">{KIND_WORDS[kind]}</span> ' for kind in report.kinds)
    rows = [
        ("Kind of change", kinds or "none"),
        ("Reaches", _reach(radius)),
        ("Who notices", _noticed(radius)),
        ("Will be published", f"<code>{plain(report.head.root)}</code>"),
        ("Instead of", f"<code>{plain(report.base.root)}</code>"),
    ]
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<p class="lead">{_summary(report, pages)}</p><dl class="facts">{facts}</dl>'


def _summary(report: Report, pages: int) -> str:
    if report.is_empty:
        return "Both states are the same: nothing will change for anybody."
    words = many(len(report.changes), "change")
    if pages:
        words += f"; {many(pages, 'page looks', 'pages look')} or read differently"
    new = [item for item in report.findings if item.severity != "note"]
    if new:
        words += f"; {many(len(new), 'new finding')}"
    return f"{words}."


def _reach(radius: Radius) -> str:
    brands, portals = len(radius.brands), len(radius.portals)
    words = f"{brands:,} of {many(radius.all_brands, 'brand')}, {portals:,} of {many(radius.all_portals, 'portal')}"
    if radius.languages:
        words += f", in {plain(', '.join(radius.languages))}"
    names = [f"<code>{plain(name)}</code>" for name in radius.portals or radius.brands]
    if len(names) <= 3:
        return f"{words}: {', '.join(names)}" if names else words
    return f"{words} {folded('which', listed(names, ROWS))}"


def _noticed(radius: Radius) -> str:
    return ", ".join(_WHO[audience] for audience in AUDIENCES if audience in radius.noticed)


def personal_section(changes: tuple[PersonalChange, ...], unchanged: int) -> str:
    """The rows of the data map that are not as they were."""
    rows = "".join(row for change in changes[:ROWS] for row in _personal(change))
    more = f"<p>{many(len(changes) - ROWS, 'more row')} are not shown here.</p>" if len(changes) > ROWS else ""
    rest = f'<p class="quiet">{many(unchanged, "other personal field")} of these brands did not change.</p>'
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Field", "State", "Asked in", "Read by", "Leaves in", "Encrypted", "Destroyed")
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scroll" role="group" tabindex="0" aria-label="Personal data">{table}</div>{more}{rest}'


def _personal(change: PersonalChange) -> Iterator[str]:
    there = change.after or change.before
    assert there is not None
    states = [("before", change.before, "del"), ("after", change.after, "ins")]
    code = f"<code>{plain(f'{there.brand}/{there.code}')}</code>"
    name = f'<th scope="rowgroup" rowspan="2">{said(there.label or there.code)}<br>{code}</th>'
    for number, (state, row, tag) in enumerate(states):
        cells = _cells(row, change.before if row is change.after else change.after, tag)
        yield f"<tr>{name if number == 0 else ''}<td>{state}</td>{cells}</tr>"


def _cells(row: PersonalField | None, other: PersonalField | None, tag: str) -> str:
    if row is None:
        return '<td colspan="5" class="quiet">is not there</td>'
    values, others = _values(row), _values(other) if other else ("",) * 5
    return "".join(
        f"<td>{value if value == beside else f'<{tag}>{value}</{tag}>'}</td>"
        for value, beside in zip(values, others, strict=True)
    )


def _values(row: PersonalField) -> tuple[str, ...]:
    def joined(items: Iterable[str]) -> str:
        return "; ".join(map(plain, items)) or "nowhere"

    return (
        joined(row.asked),
        joined(row.seen) if row.seen else "nobody",
        joined(row.carried),
        "yes" if row.encrypted else "no",
        plain(row.destroyed or "never"),
    )


def translation_section(changes: tuple[LanguageChange, ...], heat_map: str) -> str:
    """How far each language is, before and after; below it the map of the brands, as `translate status` draws it."""
    rows = "".join(map(_language, changes[:ROWS]))
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Brand", "Language", "Before", "After", "Open now"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    heat = folded("The whole map", heat_map) if heat_map else ""
    return f'<div class="scroll" role="group" tabindex="0" aria-label="Translation">{table}</div>{heat}'


def _language(change: LanguageChange) -> str:
    opened = [f"{state} <code>{plain(unit)}</code>" for unit, state in change.opened]
    todo = folded(many(len(opened), "unit"), listed(opened, ROWS)) if opened else "–"
    counts = "".join(f'<td class="number">{_counted(state)}</td>' for state in (change.before, change.after))
    return (
        f'<tr><th scope="row">{plain(change.brand)}</th><td>{plain(change.language)}</td>{counts}<td>{todo}</td></tr>'
    )


def _counted(counted: Counted | None) -> str:
    if counted is None:
        return "not spoken"
    share = 100 * counted.good // max(1, counted.total)
    return f"{share} % <small>{counted.good:,} of {counted.total:,}</small>"


def findings_section(findings: tuple[Diagnostic, ...], settled: int) -> str:
    """What the checks say that they did not say before."""
    items = "".join(map(_finding, findings[:ROWS]))
    more = f"<p>{many(len(findings) - ROWS, 'more finding')} are not shown here.</p>" if len(findings) > ROWS else ""
    gone = f'<p class="quiet">{many(settled, "finding")} of before will be gone.</p>' if settled else ""
    return f'<ul class="changes">{items}</ul>{more}{gone}'


def _finding(finding: Diagnostic) -> str:
    place = f"{finding.span.file}:{finding.span.line}"
    hint = f'<p class="quiet">{said(finding.hint)}</p>' if finding.hint else ""
    return (
        f'<li class="change"><p><span class="badge {finding.severity}">{finding.severity}</span> '
        f'{said(finding.message)}</p><p class="where"><code>{plain(finding.rule.code)}</code> · '
        f"<code>{plain(place)}</code></p>{hint}</li>"
    )
