"""The built-in policies: each is refused by its own sample of breaking it and lets its sample of keeping to it pass."""

import re

import pytest

from compiler.checks.operator_not_for_path import RULE as WRONG_OPERATOR
from compiler.checks.unknown_policy_path import RULE as NO_PATH
from compiler.policies.known import built_in
from tests.kitchen import BLOCK, PAGES, compiled

POLICIES = PAGES.parent / "policies"
HEADING = re.compile(r"^## (?P<title>(Breaks|Keeps)[^\n]*)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SAMPLES = [
    (page.stem, match["title"], match["text"])
    for page in sorted(POLICIES.glob("*.md"))
    for match in HEADING.finditer(page.read_text())
]


def files_of(text: str) -> dict[str, str]:
    return {match["info"].split()[1]: match["body"] for match in BLOCK.finditer(text)}


def broken(name: str, text: str) -> list[str]:
    levels = {"frontdesk.yaml": f"version: 1\nenvironments: [demo]\nlevels: {{{name}: error}}\n"}
    result, _ = compiled({**levels, **files_of(text)})
    return [item.policy for item in result.diagnostics if item.code == "FD704" and item.severity == "error"]


@pytest.mark.parametrize(("name", "title", "text"), SAMPLES, ids=[f"{page}-{title}" for page, title, _ in SAMPLES])
def test_a_sample_breaks_or_keeps_to_the_policy_as_its_heading_says(name, title, text):
    assert broken(name, text) == ([name] if title.startswith("Breaks") else [])


@pytest.mark.parametrize("name", list(built_in()))
def test_every_policy_has_a_page_that_shows_it_and_both_kinds_of_samples(name):
    text = (POLICIES / f"{name}.md").read_text()
    assert text.startswith(f"# {name}\n")
    shown = files_of(text)[f"compiler/policies/built_in/{name}.yaml"]
    assert shown == (PAGES.parents[1] / f"compiler/policies/built_in/{name}.yaml").read_text()
    assert {title[:6] for page, title, _ in SAMPLES if page == name} == {"Breaks", "Keeps "}
    assert f"[{name}]({name}.md)" in (POLICIES / "README.md").read_text()


@pytest.mark.parametrize("name", list(built_in()))
def test_a_policy_written_into_the_repository_means_something(name):
    text = (PAGES.parents[1] / f"compiler/policies/built_in/{name}.yaml").read_text()
    result, _ = compiled({f"brands/_organization/policies/{name}.yaml": text})
    assert not [item.message for item in result.diagnostics if item.code in (NO_PATH.code, WRONG_OPERATOR.code)]


def test_every_page_belongs_to_a_policy():
    assert {page.stem for page in POLICIES.glob("*.md")} - {"README"} == set(built_in())
