"""`fmt`, `add`, `rename`, `remove`, `check --fix`, `migrate config`: what they write and say, and how they end."""

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frontdesk.cli import main
from tests.kitchen import base


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


def said(kitchen: Path) -> dict[str, str]:
    files = (path for path in kitchen.rglob("*") if path.is_file() and ".frontdesk" not in path.parts)
    return {path.relative_to(kitchen).as_posix(): path.read_text(errors="replace") for path in files}


def test_fmt_names_shows_and_writes_what_is_not_laid_out(kitchen):
    groups = kitchen / "brands/kitchen/groups.yaml"
    groups.write_text("support:   {agents: [jin], name: Support}  # all\n")
    names = run("fmt", kitchen, "--check")
    assert (names.exit_code, names.stdout) == (1, "brands/kitchen/groups.yaml\n")
    shown = run("fmt", kitchen, "--diff")
    assert shown.exit_code == 1
    assert "+support: {name: Support, agents: [jin]}    # all" in shown.stdout
    assert groups.read_text().startswith("support:   {")
    written = run("fmt", kitchen)
    assert written.exit_code == 0
    assert re.fullmatch(r"1 of \d+ files changed\n", written.stdout)
    assert groups.read_text() == "support: {name: Support, agents: [jin]}    # all\n"
    assert run("fmt", kitchen, "--check").exit_code == 0


def test_fmt_leaves_what_it_cannot_read_and_says_so(kitchen):
    (kitchen / "brands/kitchen/groups.yaml").write_text("a: [\n")
    result = run("fmt", kitchen)
    assert result.exit_code == 1
    assert "brands/kitchen/groups.yaml is left as it is: it cannot be read" in result.stderr


def test_fmt_outside_of_a_repository_fails_as_check_does(tmp_path):
    result = run("fmt", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "FD024" in result.stderr


def test_fmt_and_add_take_files_on_one_line_with_a_comment_behind_it(kitchen):
    types = kitchen / "brands/kitchen/inquiry_types.yaml"
    types.write_text("[{id: question, name: Question, form: question}]  # types\n")
    assert run("fmt", kitchen, "--check").exit_code == 0
    assert run("add", "inquiry_type", "refund", "-C", kitchen).exit_code == 0
    assert re.fullmatch(r"\[\{id: question, .*\}, \{id: refund, .*\}\]  # types\n", types.read_text())


def test_what_add_cannot_change_is_named_with_file_and_line(kitchen):
    (kitchen / "brands/kitchen/groups.yaml").write_text("support: &a {name: Support}\nmore: *a\n")
    result = run("add", "group", "third", "-C", kitchen)
    assert result.exit_code == 1
    assert "brands/kitchen/groups.yaml: an alias in line 2" in result.stderr


def test_add_says_what_a_new_object_brings_with_it_in_other_files(kitchen):
    result = run("add", "binding", "ops", "-C", kitchen)
    assert 'the environment "demo" has no value for "ops" of "kitchen"' in result.stdout
    assert "ops: {type: url}" in result.stdout


def test_what_add_lacks_is_spelt_as_it_is_written(kitchen):
    needed = run("add", "project", "repair", "-C", kitchen).stderr
    assert "a project names a portal with  access: {mode: ticket_link}" in needed
    assert "an article is named as" in run("add", "article", "welcome", "-C", kitchen).stderr
    assert run("add", "field", "x", "--brand", "y", "-C", kitchen.parent / "nowhere").exit_code == 2


def test_fmt_keeps_the_mode_of_a_file_and_leaves_nothing_beside_it(kitchen):
    groups = kitchen / "brands/kitchen/groups.yaml"
    groups.write_text("support:   {name: Support, agents: [jin]}\n")
    groups.chmod(0o640)
    run("fmt", kitchen)
    assert groups.stat().st_mode & 0o777 == 0o640
    assert not [path for path in groups.parent.iterdir() if path.name.startswith(".")]


def test_nothing_is_written_through_a_link_that_leads_out(kitchen, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (kitchen / "brands/kitchen/views").symlink_to(elsewhere)
    result = run("add", "view", "all", "-C", kitchen)
    assert result.exit_code == 2
    assert "leads out of" in result.output
    assert not list(elsewhere.iterdir())


def test_add_writes_and_says_what_is_still_to_be_done(kitchen):
    result = run("add", "field", "order_no", "-C", kitchen)
    assert result.exit_code == 0
    assert result.stdout.startswith("added   brands/kitchen/fields/order_no.yaml\n")
    assert 'no form has the field "order_no"' in result.stdout
    again = run("add", "field", "order_no", "-C", kitchen)
    assert (again.exit_code, again.stderr) == (1, 'Error: there is a field "order_no" already\n')


def test_rename_only_shows_with_diff_and_writes_without(kitchen):
    before = said(kitchen)
    shown = run("rename", "group:support", "helpers", "-C", kitchen, "--diff")
    assert "-support: {name: Support, agents: [jin]}" in shown.stdout
    assert said(kitchen) == before
    result = run("rename", "group:support", "helpers", "-C", kitchen)
    assert result.stdout == "changed brands/kitchen/groups.yaml\nadded   brands/kitchen/retired.yaml\n"
    assert "from: support, to: helpers" in said(kitchen)["brands/kitchen/retired.yaml"]
    assert run("check", kitchen).exit_code == 0


def test_a_rename_there_and_back_is_refused_because_ids_do_not_come_back(kitchen):
    run("rename", "group:support", "helpers", "-C", kitchen)
    result = run("rename", "group:helpers", "support", "-C", kitchen)
    assert result.exit_code == 1
    assert "may not be used again" in result.stderr


def test_remove_says_who_still_needs_it(kitchen):
    result = run("remove", "form:question", "-C", kitchen)
    assert result.exit_code == 1
    assert "brands/kitchen/inquiry_types.yaml:1" in result.stderr
    (kitchen / "brands/kitchen/forms/spare.yaml").write_text("fields: []\n")
    assert run("remove", "form:spare", "-C", kitchen).stdout == "deleted brands/kitchen/forms/spare.yaml\n"


def test_check_mends_what_is_safe_and_reports_the_rest(kitchen):
    (kitchen / "brands/kitchen/fields").mkdir()
    (kitchen / "brands/kitchen/fields/a.yaml").write_text("type: text\nlabel: {en: no}  # short\n")
    result = run("check", kitchen, "--fix", "--format", "json")
    assert result.stderr.startswith("changed brands/kitchen/fields/a.yaml\n")
    assert {row["code"] for row in json.loads(result.stdout)["diagnostics"]} == {"FD412"}
    assert (kitchen / "brands/kitchen/fields/a.yaml").read_text() == 'type: text\nlabel: {en: "no"}  # short\n'


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_check_writes_the_formats_of_code_hosts(kitchen, form):
    (kitchen / "brands/kitchen/groups.yaml").write_text("support: {name: S, agents: [jim]}\n")
    result = run("check", kitchen, "--format", form)
    assert result.exit_code == 1
    if form == "sarif":
        assert [row["ruleId"] for row in json.loads(result.stdout)["runs"][0]["results"]] == ["FD201"]
    else:
        assert result.stdout.startswith("::error file=brands/kitchen/groups.yaml,line=1,")


def test_check_watches_until_it_is_interrupted(kitchen):
    watcher = subprocess.Popen(
        [sys.executable, "-m", "frontdesk.cli", "check", str(kitchen), "--watch", "--no-cache"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert watcher.stdout is not None
    impatient = threading.Timer(90, watcher.kill)
    impatient.start()
    try:
        assert "0 errors" in _until(watcher.stdout, " cached: ")
        groups = kitchen / "brands/kitchen/groups.yaml"
        groups.write_text("support: {name: S, agents: [jim]}\n")
        told = _until(watcher.stdout, " cached: ")
        assert "brands/kitchen/groups.yaml changed" in told
        assert "error[FD201]" in told
        (kitchen / "notes.txt").write_text("not ours")
        groups.write_text("support: {name: S, agents: [jin]}\n")
        assert "0 errors" in _until(watcher.stdout, " cached: ")
    finally:
        impatient.cancel()
        watcher.terminate()
        watcher.wait(20)
        watcher.stdout.close()


def _until(stream, words: str) -> str:
    told = ""
    for line in stream:
        told += line
        if words in line:
            return told
    raise AssertionError(f"the watcher ended: {told}")


def test_migrate_config_moves_a_repository_forward_once(kitchen):
    (kitchen / "frontdesk.yaml").write_text("version: 0\nenvironments: [demo]\n")
    portal = kitchen / "brands/kitchen/portals/main.yaml"
    portal.write_text(portal.read_text().replace("enabled: true", "active: true   # open"))
    assert "frontdesk migrate config" in run("check", kitchen).stdout
    shown = run("migrate", "config", kitchen, "--diff")
    assert "+enabled: true   # open" in shown.stdout
    result = run("migrate", "config", kitchen)
    assert "version 0 to 1: one switch" in result.stdout
    assert run("check", kitchen).exit_code == 0
    assert "already" in run("migrate", "config", kitchen).stdout
