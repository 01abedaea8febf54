"""`export`, `clean` and `completion`."""

import io
import subprocess
import zipfile
from contextlib import chdir
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from frontdesk.cli import COMMANDS, main
from tests.kitchen import base

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def kitchen(tmp_path) -> Path:
    for name, data in base().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code in (0, 1, 2), result.output
    return result


def cells(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The sheets of a workbook by name, as a program that is not ours reads them."""
    book = zipfile.ZipFile(io.BytesIO(data))
    words = ["".join(item.itertext()) for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SPACE}sheet")]
    found = {}
    for number, name in enumerate(names, 1):
        rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{SPACE}row")
        found[name] = [
            {cell.get("r")[0]: words[int(cell[0].text)] if cell.get("t") == "s" else cell[0].text for cell in row}
            for row in rows
        ]
    return found


def git(folder: Path, *words: str, day: str) -> None:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example", "GIT_COMMITTER_NAME": "a",
           "GIT_COMMITTER_EMAIL": "a@a.example", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
           "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "HOME": str(folder), "PATH": "/usr/bin:/bin"}  # fmt: skip
    subprocess.run(["git", *words], cwd=folder, env=who, check=True, capture_output=True)


def test_a_sheet_has_every_category_with_the_days_git_knows(kitchen):
    """NHN-037: all categories can be downloaded as an Excel file, with id, name, depth, parent and both dates."""
    types = kitchen / "brands/kitchen/inquiry_types.yaml"
    (kitchen / "brands/kitchen/brand.yaml").write_text("name: Kitchen\nlanguages: [en, ko]\n")
    types.write_text(
        "- id: question\n  name: {en: Question, ko: 문의}\n  form: question\n  children: [{id: oven, name: Oven}]\n"
    )
    (kitchen / "brands/kitchen/ids.lock.yaml").write_text("next: 103\ninquiry_type: {question: 101, oven: 102}\n")
    git(kitchen, "init", "-q", day="2026-01-01")
    git(kitchen, "add", "-A", day="2026-01-01")
    git(kitchen, "commit", "-qm", "one", day="2026-01-01")
    types.write_text(types.read_text().replace("name: Oven", "name: '=Ovens'"))
    git(kitchen, "commit", "-qam", "two", day="2026-02-02")
    types.write_text("# a comment changes nothing\n" + types.read_text())
    git(kitchen, "commit", "-qam", "three", day="2026-03-03")
    output = kitchen / "out.xlsx"
    assert run("export", "xlsx", "-C", kitchen, "-o", output).exit_code == 0
    [(title, rows)] = cells(output.read_bytes()).items()
    assert title == "Inquiry types, kitchen"
    assert list(rows[0].values()) == [
        "ID", "Number", "Name (en)", "Name (ko)", "Depth", "Parent ID", "Modified", "Created"
    ]  # fmt: skip
    assert rows[1:] == [
        {"A": "question", "B": "101", "C": "Question", "D": "문의", "E": "1", "G": "2026-01-01", "H": "2026-01-01"},
        {"A": "oven", "B": "102", "C": "=Ovens", "E": "2", "F": "question", "G": "2026-02-02", "H": "2026-01-01"},
    ]


def test_processing_types_have_a_sheet_of_their_own_and_without_git_no_days(kitchen):
    """NHN-040: processing types are downloaded in the same way."""
    (kitchen / "brands/kitchen/processing_types.yaml").write_text("- {id: done, name: Done}\n")
    output = kitchen / "out.xlsx"
    run("export", "xlsx", "-C", kitchen, "-o", output)
    assert cells(output.read_bytes())["Processing types, kitchen"][1] == {"A": "done", "C": "Done", "D": "1"}


def test_the_same_trees_give_the_same_bytes(kitchen):
    for name in ("a.xlsx", "b.xlsx"):
        run("export", "xlsx", "-C", kitchen, "-o", kitchen / name)
    assert (kitchen / "a.xlsx").read_bytes() == (kitchen / "b.xlsx").read_bytes()


def test_an_unknown_brand_is_said(kitchen):
    result = run("export", "xlsx", "-C", kitchen, "--brand", "kitchn")
    assert result.exit_code == 2
    assert 'did you mean "kitchen"?' in result.output


def test_code_owners_are_those_of_the_repository_and_then_of_the_brands(kitchen):
    (kitchen / "frontdesk.yaml").write_text("version: 1\nenvironments: [demo]\nowners: {default: ['@a/all']}\n")
    (kitchen / "brands/kitchen/brand.yaml").write_text(
        "name: K\nlanguages: [en]\nowners: {content: ['@a/editors'], default: ['@a/kitchen']}\n"
    )
    lines = [" ".join(line.split()) for line in run("export", "codeowners", "-C", kitchen).stdout.splitlines()]
    assert lines[1:4] == ["* @a/all", "/brands/kitchen/ @a/kitchen", "/brands/kitchen/kb/ @a/editors"]
    assert not [line for line in lines if "triggers" in line]


def test_code_owners_that_are_not_those_of_the_repository_are_told(kitchen):
    file = kitchen / "CODEOWNERS"
    run("export", "codeowners", "-C", kitchen, "-o", file)
    assert run("export", "codeowners", "-C", kitchen, "-o", file, "--check").exit_code == 0
    (kitchen / "frontdesk.yaml").write_text("version: 1\nenvironments: [demo]\nowners: {default: ['@a/all']}\n")
    result = run("export", "codeowners", "-C", kitchen, "-o", file, "--check")
    assert result.exit_code == 1
    assert "frontdesk export codeowners" in result.output


def test_clean_removes_what_can_be_made_again_and_nothing_else(kitchen):
    run("build", kitchen)
    for name in ("state", "demo"):
        (kitchen / ".frontdesk" / name).mkdir()
        (kitchen / ".frontdesk" / name / "tickets").write_text("dear")
    assert "bytes removed" in run("clean", kitchen).stdout
    assert {path.name for path in (kitchen / ".frontdesk").iterdir()} == {"state", "demo"}
    assert run("clean", kitchen).stdout == "there was nothing to remove\n"
    run("clean", kitchen, "--demo")
    assert {path.name for path in (kitchen / ".frontdesk").iterdir()} == {"state"}


def test_clean_does_not_follow_links(kitchen, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").write_text("x")
    (kitchen / ".frontdesk").mkdir(exist_ok=True)
    (kitchen / ".frontdesk/cache").symlink_to(elsewhere)
    assert run("clean", kitchen).exit_code == 2
    assert (elsewhere / "precious").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell):
    assert "_FRONTDESK_COMPLETE" in run("completion", shell).stdout


def test_completion_knows_commands_options_values_kinds_and_objects(kitchen):
    def completed(words: str, at: int) -> list[str]:
        runner = CliRunner(env={"_FRONTDESK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)})
        result = runner.invoke(main, [], prog_name="frontdesk")
        return [line.partition(",")[2] for line in result.output.splitlines() if line]

    assert set(completed("frontdesk ", 1)) == {name for name, (_, line) in COMMANDS.items() if line}
    assert "--format" in completed("frontdesk check --f", 2)
    assert set(completed("frontdesk check --format ", 3)) == {"text", "json", "sarif", "github"}
    assert completed("frontdesk add notice_", 2) == ["notice_heading", "notice_tag", "notice_template"]
    with chdir(kitchen):
        assert completed("frontdesk rename gr", 2) == ["group:support"]
    with chdir("/"):
        assert completed("frontdesk rename gr", 2) == []
