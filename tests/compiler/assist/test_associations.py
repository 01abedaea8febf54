"""Editors use the schema of the right kind for every file: as VS Code matches paths, and as files say it themselves."""

import json
import re
from pathlib import Path, PurePosixPath

import pytest

from compiler.assist.associations import (
    HOME,
    associations,
    heirs_of,
    schema_files,
    schema_of,
    with_associations,
    with_modeline,
)
from compiler.compile import resolve
from compiler.kinds import locate
from compiler.parse import parse
from compiler.read import read_folder

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def documents():
    return resolve(read_folder(ROOT)[0])[0].draft.documents


def matches(pattern: str, file: str) -> bool:
    """As minimatch does: a star stays within a folder."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]*"), file) is not None


def chosen(rows, file: str) -> list[str]:
    return [
        PurePosixPath(name).name
        for name, patterns in rows.items()
        if any(matches(each, file) for each in patterns if not each.startswith("!"))
        and not any(matches(each[1:], file) for each in patterns if each.startswith("!"))
    ]


def test_every_yaml_file_of_the_example_brands_has_the_one_schema_of_its_kind(documents):
    heirs = heirs_of(documents)
    rows = associations(heirs)
    assert heirs
    for file in documents.tree.sizes:
        if not file.endswith(".yaml") or "/assets/" in file:
            continue
        stands_on = file in heirs or file.startswith("brands/_library/")
        kind = locate(file.replace("_library/", "", 1)).kind.name
        assert chosen(rows, file) == [f"{kind}.part.json" if stands_on else f"{kind}.json"], file
        assert chosen(rows, file) == [schema_of(file, heirs)]


def test_every_schema_that_is_named_is_there():
    files = schema_files()
    assert {name.removeprefix("./") for name in associations()} <= {*files}
    for data in files.values():
        json.loads(data)


def test_settings_keep_what_they_said_before():
    made = with_associations('{"files.eol": "\\n", "[yaml]": {"editor.tabSize": 2}}')
    found = json.loads(made)
    assert (found["files.eol"], found["[yaml]"]) == ("\n", {"editor.tabSize": 2})
    assert found["yaml.schemas"][f"./{HOME}/trigger.json"] == ["brands/*/triggers/*.yaml"]


def test_a_modeline_is_the_first_line_and_there_is_only_one():
    file = "brands/a/portals/main.yaml"
    once = with_modeline(file, b"# why\nenabled: true\n", "portal.json")
    line = f"# yaml-language-server: $schema=../../../{HOME}/portal.json\n"
    assert once == line.encode() + b"# why\nenabled: true\n"
    assert with_modeline(file, once, "portal.json") == once
    assert with_modeline(file, once, "portal.part.json").count(b"\n") == 3
    assert parse(file, once)[0].value == {"enabled": True}
    assert with_modeline("frontdesk.yaml", b"", "repository.json").startswith(
        b"# yaml-language-server: $schema=.vscode"
    )
