"""Every case of the YAML test suite: refused with a code, or exactly the value the case states.

Our dialect is smaller than YAML on purpose, so a valid case may be refused; it may never become another value, and
nothing may crash the parser.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from compiler.parse import parse

# How many valid cases our dialect refuses, by code: a smaller number is progress, another code is a surprise.
REFUSED_ON_PURPOSE = {"FD003", "FD005", "FD006", "FD007", "FD011", "FD012", "FD013", "FD014", "FD015", "FD016", "FD004"}


@dataclass(frozen=True)
class Case:
    name: str
    yaml: str
    must_fail: bool
    value: object
    has_value: bool


def drawn(text: str) -> str:
    """The suite draws what cannot be seen; turn the drawings back into characters."""
    for dashes in ("————»", "———»", "——»", "—»", "»"):
        text = text.replace(dashes, "\t")
    text = text.replace("␣", " ").replace("←", "\r").replace("⇔", "\ufeff").replace("↵", "")
    return text[:-2] if text.endswith("∎\n") else text.replace("∎", "")


def stated(text: str | None) -> tuple[object, bool]:
    """The value of a case's JSON; several documents or none are no single value."""
    if not text or not text.strip():
        return None, False
    try:
        return json.loads(text), True
    except json.JSONDecodeError:
        return None, False


def cases(folder: Path) -> list[Case]:
    found = []
    for file in sorted(folder.glob("*.yaml")):
        for index, row in enumerate(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))):
            if "yaml" not in row or row.get("skip"):
                continue
            value, has_value = stated(row.get("json"))
            found.append(Case(f"{file.stem}/{index}", drawn(row["yaml"]), bool(row.get("fail")), value, has_value))
    return found


def plain(value: object) -> object:
    """A parsed value with lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def suite(data: Path) -> list[Case]:
    found = cases(data / "suites" / "yaml-test-suite")
    assert len(found) > 350
    return found


def test_every_case_that_must_fail_is_refused_with_a_code(suite):
    accepted = [case.name for case in suite if case.must_fail and not parse(case.name, case.yaml.encode())[1]]
    assert not accepted


def test_no_valid_case_becomes_another_value(suite):
    wrong = []
    for case in suite:
        document, findings = parse(case.name, case.yaml.encode())
        if document is None:
            assert findings, case.name
        elif case.has_value and not case.must_fail and plain(document.value) != case.value:
            wrong.append((case.name, plain(document.value), case.value))
    assert not wrong


def test_valid_cases_are_refused_only_for_what_the_dialect_leaves_out(suite):
    codes = Counter(
        findings[0].code
        for case in suite
        if not case.must_fail
        for findings in [parse(case.name, case.yaml.encode())[1]]
        if findings
    )
    assert set(codes) <= REFUSED_ON_PURPOSE
    valid = sum(1 for case in suite if not case.must_fail)
    assert sum(codes.values()) < valid * 0.55, codes
