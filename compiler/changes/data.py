"""A report for programs: plain data with every change in full, in one order."""

from typing import Any, Final

from compiler.changes.model import Change, Counted, PersonalField, Report, Revision, Subject
from compiler.changes.sections import places_of
from compiler.report import as_json

VERSION: Final = 1


def as_data(report: Report) -> dict[str, Any]:
    """The whole report. Keys are added in time; none changes its meaning while the version is the same."""
    return {
        "version": VERSION,
        "base": _revision(report.base),
        "head": _revision(report.head),
        "same": report.is_empty,
        "kinds": list(report.kinds),
        "radius": {
            "brands": list(report.radius.brands),
            "portals": list(report.radius.portals),
            "languages": list(report.radius.languages),
            "noticed": list(report.radius.noticed),
            "all_brands": report.radius.all_brands,
            "all_portals": report.radius.all_portals,
        },
        "changes": [_change(change) for change in report.changes],
        "data_map": {
            "changed": [{"before": _personal(row.before), "after": _personal(row.after)} for row in report.personal],
            "unchanged": report.personal_unchanged,
        },
        "translation": [
            {
                "brand": row.brand,
                "language": row.language,
                "before": _counted(row.before),
                "after": _counted(row.after),
                "opened": [{"unit": unit, "state": state} for unit, state in row.opened],
            }
            for row in report.translation
        ],
        "findings": {"new": as_json(report.findings), "gone": report.settled},
    }


def _revision(one: Revision) -> dict[str, Any]:
    return {"label": one.label, "commit": one.commit, "root": one.root}


def _change(change: Change) -> dict[str, Any]:
    return {
        "area": change.area,
        "kind": change.kind,
        "act": change.act,
        "subject": _subject(change.subject),
        "also": [_subject(subject) for subject in change.also],
        "sentence": change.sentence,
        "before": list(change.passage.before) if change.passage is not None else [],
        "after": list(change.passage.after) if change.passage is not None else [],
        "place": places_of(change),
        "where": [
            {"brand": place.brand, "portals": list(place.portals), "languages": list(place.languages)}
            for place in change.where
        ],
        "noticed": list(change.noticed),
    }


def _subject(subject: Subject) -> dict[str, str]:
    return {"kind": subject.kind, "id": subject.id, "name": subject.name}


def _personal(row: PersonalField | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "brand": row.brand,
        "code": row.code,
        "label": row.label,
        "asked": list(row.asked),
        "seen": list(row.seen),
        "carried": list(row.carried),
        "encrypted": row.encrypted,
        "destroyed": row.destroyed,
    }


def _counted(counted: Counted | None) -> dict[str, int] | None:
    if counted is None:
        return None
    return {
        "fresh": counted.fresh,
        "acknowledged": counted.acknowledged,
        "stale": counted.stale,
        "missing": counted.missing,
    }
