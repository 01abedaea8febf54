"""`frontdesk init`: a new repository is right, laid out, owned and watched over from its first minute."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frontdesk.cli import main

ROOT = Path(__file__).parents[2]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def shop(tmp_path) -> Path:
    folder = tmp_path / "shop"
    result = run("init", folder, "--name", "Ada's Shop: all", "--owner", "@ada/help", "--language", "ko")
    assert result.exit_code == 0, result.output
    return folder


def test_a_new_repository_has_nothing_to_report_is_laid_out_and_builds(shop):
    assert run("check", shop, "--strict").exit_code == 0
    assert run("fmt", shop, "--check").exit_code == 0
    assert run("snapshot", shop, "--check").exit_code == 0
    assert run("build", shop).exit_code == 0


def test_what_was_said_is_where_it_belongs(shop):
    assert (shop / "brands/adas-shop-all/brand.yaml").read_text() == 'name: "Ada\'s Shop: all"\nlanguages: [ko]\n'
    assert (shop / ".github/CODEOWNERS").read_text().splitlines()[1:] == ["* @ada/help"]
    ignored = (shop / ".gitignore").read_text().splitlines()
    assert {".frontdesk/", "*.pem"} <= set(ignored)
    for name in ("settings", "extensions", "tasks"):
        json.loads((shop / f".vscode/{name}.json").read_text())


def test_no_word_of_the_starter_is_left_unfilled(shop):
    for path in shop.rglob("*"):
        if path.is_file() and path.suffix in {".yaml", ".yml", ".md", ".json", ""} and ".frontdesk" not in path.parts:
            assert "@BRAND@" not in path.read_text()
            assert "@NAME@" not in path.read_text()


def test_the_workflow_passes_an_audit(shop):
    audit = subprocess.run(
        [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(shop / ".github")],
        capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    assert audit.returncode == 0, audit.stdout


def test_every_command_the_workflow_runs_exists(shop):
    workflow = (shop / ".github/workflows/check.yml").read_text()
    for line in workflow.splitlines():
        _, found, command = line.partition("frontdesk ")
        if found and line.strip().startswith(("frontdesk ", "- run: frontdesk ")):
            words = [word for word in command.split() if not word.startswith('"')]
            options = [word for word in words if word.startswith("--")]
            help_text = run(*[word for word in words if word in ("export", "codeowners")] or words[:1], "--help").output
            assert all(option in help_text for option in options), line


def test_what_is_there_is_not_written_over(shop):
    before = (shop / "frontdesk.yaml").read_bytes()
    result = run("init", shop)
    assert result.exit_code == 2
    assert "frontdesk.yaml already; nothing was written" in result.output
    assert (shop / "frontdesk.yaml").read_bytes() == before


def test_git_makes_no_snapshot_of_two(shop):
    said = subprocess.run(
        ["git", "check-attr", "merge", "--", "snapshots/adas-shop-all/kb.txt", "brands/adas-shop-all/brand.yaml"],
        cwd=_in_git(shop), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert [line.rpartition(" ")[2] for line in said.splitlines()] == ["unset", "unspecified"]


def _in_git(folder):
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    return folder


def test_the_demo_begins_with_the_example_brands(tmp_path):
    result = run("init", tmp_path / "demo", "--demo")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "demo/brands").iterdir()} == {
        path.name for path in (ROOT / "brands").iterdir()
    }
    assert "/brands/" in (tmp_path / "demo/.github/CODEOWNERS").read_text()


@pytest.mark.parametrize("words", [("--language", "Klingon"), ("--owner", "nobody at all"), ("--name", " ")])
def test_what_cannot_be_is_refused(tmp_path, words):
    result = run("init", tmp_path / "x", *words)
    assert result.exit_code == 2
    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_made_is_no_fault_of_ours(tmp_path):
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["init", str(tmp_path / "file/inside")])
    assert result.exit_code == 2
    assert result.output.startswith("Error: Not a directory")
