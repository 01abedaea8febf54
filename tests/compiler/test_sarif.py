"""Findings as SARIF: valid against the standard's own schema, with fixes, and fingerprints that tell results apart."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker

from compiler.annotations import as_annotations
from compiler.catalogue import RULES
from compiler.diagnostic import Edit, Label, Rule, Suggestion, found
from compiler.report import as_json, as_text
from compiler.sarif import as_sarif
from compiler.span import Span, whole_file
from tests.kitchen import compiled

# The schema as OASIS publishes it.
SCHEMA = Draft4Validator(
    json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text()), format_checker=FormatChecker()
)
RULE = Rule("FD999", "sample", "warning")


def results(*findings, rules=(RULE,)) -> list:
    log = as_sarif(findings, rules, "1.2.3")
    SCHEMA.validate(log)
    return log["runs"][0]["results"]


def messy() -> list:
    """A repository with findings of many passes."""
    result, _ = compiled(
        {
            "portals/main.yaml": "enabled: yes\naddress: {hots: a.example}\n",
            "groups.yaml": "support: {name: Support, agents: [jim]}\n",
            "forms/question.yaml": "fields: [{field: nothing}]\n",
            "kb/start/welcome.md": "no front matter",
            "fields/ä.yaml": "type: text\n",
        }
    )
    return list(result.diagnostics)


def test_a_log_without_findings_is_valid_and_names_every_rule():
    log = as_sarif([], RULES, "1.2.3")
    SCHEMA.validate(log)
    driver = log["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    assert driver["semanticVersion"] == "1.2.3"


def test_findings_of_every_pass_are_valid():
    assert len(results(*messy(), rules=RULES)) == len(messy()) > 4


def test_a_place_counts_letters_and_a_whole_file_has_no_region():
    [one, other] = results(
        found(RULE, "a", Span("ä/b c.yaml", 3, 5, 3, 9), note="here"), found(RULE, "b", whole_file("x"))
    )
    [place] = one["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%C3%A4/b%20c.yaml", "uriBaseId": "ROOT"},
        "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9},
    }
    assert place["message"] == {"text": "here"}
    assert "region" not in other["locations"][0]["physicalLocation"]


def test_other_places_and_edits_come_along():
    span, there = Span("a.yaml", 1, 1, 1, 5), Span("b.yaml", 2, 1, 2, 3)
    suggestion = Suggestion((Edit(span, "name"), Edit(there, "")), "safe")
    [row] = results(
        found(RULE, "wrong", span, labels=[Label(there, "as here")], hint="write name", suggestion=suggestion)
    )
    assert row["message"] == {"text": "wrong\nwrite name"}
    assert row["relatedLocations"][0]["message"] == {"text": "as here"}
    [fix] = row["fixes"]
    assert [change["artifactLocation"]["uri"] for change in fix["artifactChanges"]] == ["a.yaml", "b.yaml"]
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 5},
            "insertedContent": {"text": "name"},
        }
    ]
    assert row["properties"]["certainty"] == "safe"


def test_fingerprints_tell_equal_findings_apart_and_stay_when_lines_come_and_go():
    first, second = found(RULE, "wrong", Span("a.yaml", 1, 1, 1, 2)), found(RULE, "wrong", Span("a.yaml", 9, 1, 9, 2))
    prints = [row["partialFingerprints"]["frontdesk/v1"] for row in results(first, second)]
    assert len(set(prints)) == 2
    moved = [row["partialFingerprints"]["frontdesk/v1"] for row in results(second, first)]
    assert moved == prints


@pytest.mark.parametrize("findings", [messy()], ids=["messy"])
def test_every_format_shows_the_same_findings(findings):
    told = [(item.code, item.severity, item.message, item.span.file, item.span.line) for item in findings]
    rows = as_json(findings)
    assert [(row["code"], row["severity"], row["message"], row["file"], row["line"]) for row in rows] == told
    sarif = [
        (
            row["ruleId"],
            row["level"],
            row["properties"]["message"],
            row["partialFingerprints"]["frontdesk/v1"].partition(":")[0],
        )
        for row in results(*findings, rules=RULES)
    ]
    assert sarif == [(item.code, item.severity, item.message, item.fingerprint) for item in findings]
    text = as_text(findings, lambda _: b"")
    assert [line.split("]")[0].split("[") for line in text.splitlines() if line[:1] in set("ewn")] == [
        [item.severity, item.code] for item in findings
    ]
    commands = as_annotations(findings).splitlines()
    words = {"error": "error", "warning": "warning", "note": "notice"}
    assert [line.partition(" ")[0] for line in commands] == [f"::{words[item.severity]}" for item in findings]
    assert all(f"title={item.code} " in line for item, line in zip(findings, commands, strict=True))
