"""Findings as SARIF 2.1.0, the format that code hosts and editors read.

What is wrong is decided elsewhere; this and every other format show equal findings. Text and JSON are
`compiler.report`, annotations of a pull request `compiler.annotations`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from compiler.diagnostic import Diagnostic, Rule, Severity, Suggestion
from compiler.span import Span, whole_file

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}
_BASE = "ROOT"


def as_sarif(diagnostics: Iterable[Diagnostic], rules: Iterable[Rule], version: str) -> dict[str, Any]:
    """One run of `frontdesk` of this version as plain data; `rules` are all there are, found or not."""
    known = tuple(rules)
    index = {rule.code: number for number, rule in enumerate(known)}
    seen: Counter[str] = Counter()
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "frontdesk",
                        "semanticVersion": version,
                        "rules": [_rule(rule) for rule in known],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_BASE: {"description": {"text": "the folder of frontdesk.yaml"}}},
                "results": [_result(item, index, seen) for item in diagnostics],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "help": {"text": f"frontdesk explain {rule.code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(item: Diagnostic, index: Mapping[str, int], seen: Counter[str]) -> dict[str, Any]:
    """One finding. Of several with one fingerprint each gets a number, or a code host would show only the first."""
    seen[item.fingerprint] += 1
    result: dict[str, Any] = {
        "ruleId": item.code,
        "level": _LEVELS[item.severity],
        "message": {"text": _words(item)},
        "locations": [_location(item.span, item.note)],
        "partialFingerprints": {"frontdesk/v1": f"{item.fingerprint}:{seen[item.fingerprint]}"},
        "properties": {"message": item.message, "note": item.note, "hint": item.hint, "page": item.page},
    }
    if item.code in index:
        result["ruleIndex"] = index[item.code]
    if item.labels:
        result["relatedLocations"] = [
            {"id": number, **_location(label.span, label.text)} for number, label in enumerate(item.labels, 1)
        ]
    if item.suggestion is not None:
        result["fixes"] = [_fix(item.suggestion, item.hint)]
        result["properties"]["certainty"] = item.suggestion.certainty
    return result


def _words(item: Diagnostic) -> str:
    """The message with its hint: most viewers show nothing else."""
    return f"{item.message}\n{item.hint}" if item.hint else item.message


def _location(span: Span, words: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _file(span.file)}
    if span != whole_file(span.file):
        place["region"] = _region(span)
    location: dict[str, Any] = {"physicalLocation": place}
    if words:
        location["message"] = {"text": words}
    return location


def _file(file: str) -> dict[str, str]:
    return {"uri": quote(file), "uriBaseId": _BASE}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": max(span.end_line, span.line),
        "endColumn": span.end_column,
    }


def _fix(suggestion: Suggestion, hint: str) -> dict[str, Any]:
    files: dict[str, list[dict[str, Any]]] = {}
    for edit in suggestion.edits:
        replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        files.setdefault(edit.span.file, []).append(replacement)
    return {
        "description": {"text": hint or "write this instead"},
        "artifactChanges": [
            {"artifactLocation": _file(file), "replacements": replacements} for file, replacements in files.items()
        ],
    }
