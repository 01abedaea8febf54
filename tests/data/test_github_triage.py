"""Real issue forms and triage rules: said in our language, compiled, and what has no counterpart listed."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.kitchen import compiled
from tests.triage import Converted, projects, slug


def documents(data: Path) -> list[tuple[str, dict[str, dict]]]:
    yaml = YAML(typ="safe", pure=True)
    found = []
    for folder in sorted(path for path in (data / "github-triage").iterdir() if path.is_dir()):
        files = sorted(path for path in folder.rglob("*.y*ml") if path.stem != "config")
        found.append((slug(folder.name.partition("__")[2]), {path.stem: yaml.load(path.read_text()) for path in files}))
    return found


@pytest.fixture(scope="module")
def converted(data) -> tuple[Converted, list[dict], str, object]:
    made = Converted()
    types = projects(made, iter(documents(data)))
    files = {name: json.dumps(value, ensure_ascii=False) for name, value in made.files.items()}
    files["inquiry_types.yaml"] = json.dumps(types, ensure_ascii=False)
    files["forms/question.yaml"] = None
    files["tickets.yaml"] = json.dumps({"tags": {tag: {} for tag in sorted(made.tags)}})
    people = sorted(set(_people(made)))
    files["brands/_organization/members.yaml"] = json.dumps(
        {name: {"name": name, "email": f"{name}@kitchen.example"} for name in ["jin", *people]}
    )
    files["agents.yaml"] = json.dumps({"jin": {"role": "admin"}, **{name: {} for name in people}})
    files["groups.yaml"] = json.dumps({"support": {"name": "Support", "agents": ["jin", *people]}})
    result, text = compiled(files)
    return made, types, text, result


def _people(made: Converted):
    said = json.dumps(made.files)
    for part in said.split('{"if": "actor.id", "is": "')[1:]:
        yield part.partition('"')[0]


def test_every_form_and_rule_is_there(data):
    every = documents(data)
    forms = [document for _, files in every for document in files.values() if "body" in document]
    assert len(forms) == 26


def test_all_of_them_compile_without_an_error(converted):
    _, types, text, result = converted
    assert [line for line in text.splitlines() if line.startswith("error")] == []
    assert result.bundle is not None
    assert len(types) == 26


def test_nothing_is_dropped_in_silence(converted):
    """Every rule is a trigger or has a line that says why not; so has every part of one that could not be said."""
    made, _, _, _ = converted
    triggers = [rule for name, rules in made.files.items() if re.match("triggers/[2-9]", name) for rule in rules]
    words = Counter(line.partition(": ")[2].split(" ")[0] for line in made.unmapped)
    assert len(triggers) + len(_unsaid(made, triggers)) == 49 + 6
    assert words["render"] == 20
    assert words["value"] == 9


def _unsaid(made: Converted, triggers: list[dict]) -> set[str]:
    """Rules of which nothing could be said."""
    ids = [rule["id"] for rule in triggers]
    lines = {line.split(":")[0] for line in made.unmapped if line.startswith(("rule", "search"))}
    return {line for line in lines if not any(f"{line.partition(' ')[2]}-".startswith(f"{one}-") for one in ids)}


def test_what_cannot_happen_in_them_is_found(converted):
    """Comments by agents are no customer's: a rule that waits for both is told which half waits in vain."""
    _, _, text, _ = converted
    assert "never fires when an agent replies: it is never so that whoever acts is customer" in text
