"""What a report consists of, section by section: the list at the end is all there is, in the order it is read.

A section is words, a table or changes; every format shows the same sections. What later parts of a review have to say
(tests of rules, proofs, replay) joins as one more function in the list.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from compiler.changes.data_map import ends, told
from compiler.changes.model import Audience, Change, Counted, Kind, PersonalChange, PersonalField, Report, Subject

KIND_WORDS: Final[dict[Kind, str]] = {
    "personal_data": "personal data",
    "access": "access",
    "rules": "rules",
    "settings": "settings",
    "content": "content",
}
NOTICED: Final[dict[Audience, str]] = {"customers": "customers see", "agents": "agents see", "mail": "mail says"}
_FEW: Final = 3
"""So many portals are named beside a change; of more, the number is said."""
_NAMED: Final = 6
"""So many names are listed; of more, the number is said."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report. Words are sentences of ours that may hold words of admins."""

    name: str
    title: str
    words: tuple[str, ...] = ()
    table: Table | None = None
    changes: tuple[Change, ...] = ()


def plural(number: int, word: str) -> str:
    """A number with its word."""
    return f"{number:,} {word if number == 1 else word + 's'}"


def _summary(report: Report) -> Section:
    """What sort of change it is, how far it reaches, and what publishing will check."""
    counts = {kind: sum(1 for change in report.changes if change.kind == kind) for kind in report.kinds}
    kinds = ", ".join(f"{count:,} of {KIND_WORDS[kind]}" for kind, count in counts.items())
    words = [f"{plural(len(report.changes), 'change')}: {kinds}." if counts else "Nothing that anybody would notice."]
    if list(counts) == ["content"]:
        words.append("Content only: no rule, setting, access or personal data is touched.")
    words += _reach(report)
    return Section("summary", "Summary", tuple(words))


def _reach(report: Report) -> Iterator[str]:
    radius = report.radius
    if radius.brands:
        brands, portals = _names(radius.brands), _names(radius.portals)
        yield f"Reaches {plural(len(radius.brands), 'brand')} of {radius.all_brands:,}: {brands}."
        if radius.portals:
            yield f"Noticed in {plural(len(radius.portals), 'portal')} of {radius.all_portals:,}: {portals}."
    if radius.languages:
        yield f"Words change in {_names(radius.languages)}."
    said = []
    for who in radius.noticed:
        said.append(f"{NOTICED[who]} {sum(1 for change in report.changes if who in change.noticed):,}")
    if said:
        yield f"Of these changes, {', '.join(said)}."


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED:,} more"


def _digests(report: Report) -> Section:
    rows = (
        (_label(report.base.label, "before"), report.base.root),
        (_label(report.head.label, "after"), report.head.root),
    )
    return Section("digests", "Bundle", table=Table(("state", "root digest"), rows))


def _label(label: str, word: str) -> str:
    return f"{word} ({label})"


def _changes(report: Report) -> Section | None:
    return Section("changes", "Changes", changes=report.changes) if report.changes else None


def _data_map(report: Report) -> Section | None:
    """Personal fields whose way through the house is another one; what changed about many alike is said once."""
    if not report.personal:
        return None
    alike: dict[tuple[str, tuple[str, ...]], list[PersonalChange]] = {}
    for change in report.personal:
        alike.setdefault((_row_of(change).brand, told(change)), []).append(change)
    rows = tuple(_personal_row(brand, said, found) for (brand, said), found in alike.items())
    others = report.personal_unchanged
    words = (
        f"{plural(others, 'other field')} with personal data {'is as it was' if others == 1 else 'are as they were'}.",
    )
    head = ("field", "what changes", "asked in", "read by", "carried out by", "kept")
    return Section("data_map", "Personal data", words if others else (), Table(head, rows))


def _row_of(change: PersonalChange) -> PersonalField:
    row = change.after or change.before
    assert row is not None
    return row


def _personal_row(brand: str, said: tuple[str, ...], found: list[PersonalChange]) -> tuple[str, ...]:
    rows = [_row_of(change) for change in found]
    fields = f"{brand}: {', '.join(row.code for row in rows)}"
    if len(rows) > 1:
        return (fields, "; ".join(said), "", "", "", "")
    row = rows[0]
    kept = f"{'encrypted' if row.encrypted else 'not encrypted'}, destroyed {ends(row)}"
    parts = (row.asked, row.seen, row.carried)
    return (fields, "; ".join(said), *(_names(part) or "nothing" for part in parts), kept)


def _translation(report: Report) -> Section | None:
    if not report.translation:
        return None
    rows = tuple(
        (change.brand, change.language, _share(change.before), _share(change.after), _opened(change.opened))
        for change in report.translation
    )
    head = ("brand", "language", "before", "after", "stale or missing now")
    return Section("translation", "Translation", table=Table(head, rows))


def _share(counted: Counted | None) -> str:
    if counted is None:
        return "not spoken"
    share = 100 * counted.good // max(1, counted.total)
    return f"{share} % ({counted.good:,} of {counted.total:,})"


def _opened(opened: tuple[tuple[str, str], ...]) -> str:
    return _names(tuple(f"{address} ({state})" for address, state in opened))


def _findings(report: Report) -> Section | None:
    if not report.findings and not report.settled:
        return None
    rows = tuple(
        (f"{item.severity} {item.code}", f"{item.span.file}:{item.span.line}", item.message) for item in report.findings
    )
    gone = report.settled
    words = (f"{plural(gone, 'finding')} of the earlier state {'is' if gone == 1 else 'are'} gone.",) if gone else ()
    table = Table(("finding", "place", "what it says"), rows) if rows else None
    return Section("findings", "New findings", words, table)


SECTIONS: Final[tuple[Callable[[Report], Section | None], ...]] = (
    _summary,
    _digests,
    _changes,
    _data_map,
    _translation,
    _findings,
)


def sections(report: Report) -> Iterator[Section]:
    """Every section that has something to say."""
    for make in SECTIONS:
        section = make(report)
        if section is not None:
            yield section


def things_of(change: Change) -> str:
    """What changes, in words: one thing, or how many of them."""
    if not change.also:
        return subject_in_words(change.subject)
    subjects = (change.subject, *change.also)
    if len({subject.kind for subject in subjects}) > 1:
        return f"{subject_in_words(change.subject)} and {plural(len(change.also), 'other text')}"
    ids = tuple(dict.fromkeys(subject.id for subject in subjects))
    named = f": {_names(ids)}" if len(ids) == len(subjects) else ""  # many brands call a portal `main`
    return f"{plural(len(subjects), change.subject.kind)}{named}"


def subject_in_words(subject: Subject) -> str:
    """Kind, id and what people call it."""
    name = f" “{subject.name}”" if subject.name and subject.name != subject.id else ""
    return f"{subject.kind} {subject.id}".rstrip() + name


def languages_of(change: Change) -> str:
    """The languages it is about, in brackets, where the sentence does not name them."""
    languages = sorted({language for place in change.where for language in place.languages})
    words = change.sentence.replace(",", " ").split()
    return "" if all(one in words for one in languages) else f" ({', '.join(languages)})"


def places_of(change: Change) -> str:
    """Where a change is noticed, in words."""
    if not change.where:
        return "everywhere" if change.noticed else "nowhere"
    if len(change.where) == 1:
        [place] = change.where
        if len(place.portals) == 1:
            return f"{place.brand}/{place.portals[0]}"
        many = len(place.portals) > _FEW
        portals = plural(len(place.portals), "portal") if many else ", ".join(place.portals)
        return f"{place.brand}: {portals}" if portals else place.brand
    few = len(change.where) <= _FEW
    brands = ", ".join(place.brand for place in change.where) if few else plural(len(change.where), "brand")
    if change.portals == 0:
        return f"same change in {brands}"
    return f"same change in {plural(change.portals, 'portal')} of {brands}"
