"""`frontdesk check --base`: comparing with a revision of git, and saying so when nothing was compared."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from git import Actor, Repo

import frontdesk
from frontdesk.cli import main
from tests.kitchen import changed

UNCOMPARED = "Nothing was compared with an earlier state: `--base REV` looks for what must not change."
US = Actor("Jin", "jin@kitchen.example")


@pytest.fixture
def kitchen(tmp_path):
    for name, data in changed({"brand.yaml": "name: Kitchen\nservice_id: Kitchen\n"}).items():
        path = tmp_path / "configuration" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    repository = Repo.init(tmp_path)
    repository.git.add("--all")
    repository.index.commit("one", author=US, committer=US)
    return tmp_path / "configuration"


def run(*words):
    return CliRunner().invoke(main, ["check", *map(str, words)])


def test_without_a_revision_the_last_line_says_that_nothing_was_compared(kitchen):
    result = run(kitchen)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == UNCOMPARED


def test_a_folder_inside_a_repository_is_compared_with_itself_as_it_was(kitchen):
    (kitchen / "brands/kitchen/brand.yaml").write_text("name: Kitchen\nservice_id: Other\n")
    result = run(kitchen, "--base", "HEAD")
    assert result.exit_code == 1
    assert 'error[FD236] service_id was "Kitchen" and never changes' in result.output
    assert UNCOMPARED not in result.output


def test_nothing_changed_is_nothing_found(kitchen):
    result = run(kitchen, "--base", "HEAD", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.output)["diagnostics"] == []


def test_a_state_that_could_not_be_built_can_still_be_compared_with(kitchen):
    broken = kitchen / "brands/kitchen/portals/main.yaml"
    whole = broken.read_text()
    broken.write_text("enabled: [\n")
    repository = Repo(kitchen.parent)
    repository.git.add("--all")
    repository.index.commit("two", author=US, committer=US)
    broken.write_text(whole)
    (kitchen / "brands/kitchen/brand.yaml").write_text("name: Kitchen\nservice_id: Other\n")
    assert run(kitchen, "--base", "HEAD").output.count("error[") == 1


@pytest.mark.parametrize("revision", ["nope", "HEAD~7", "", "-x", "HEAD:brands", "../.."])
def test_a_revision_that_is_none_is_a_matter_of_how_the_command_was_called(kitchen, revision):
    result = run(kitchen, f"--base={revision}")
    assert result.exit_code == 2
    assert "there is no revision" in result.output


def test_a_folder_without_git_has_no_revisions(kitchen, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain")
    for name, data in changed({}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    result = run(folder, "--base", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository" in result.output


def test_both_runs_with_and_without_the_cache_find_the_same(kitchen):
    (kitchen / "brands/kitchen/brand.yaml").write_text("name: Kitchen\n")
    outputs = [run(kitchen, "--base", "HEAD", *more).output.split("\n\n")[0] for more in ([], [], ["--no-cache"])]
    assert len(set(outputs)) == 1
    assert "FD236" in outputs[0]


def test_a_renamed_binding_leads_where_it_did(kitchen):
    assert CliRunner().invoke(main, ["rename", "main_host", "help_host", "-C", str(kitchen)]).exit_code == 0
    assert "FD246" not in run(kitchen, "--base", "HEAD").output
    environment = kitchen / "environments/demo.yaml"
    environment.write_text(environment.read_text().replace("kitchen.localhost", "elsewhere.localhost"))
    assert "warning[FD246]" in run(kitchen, "--base", "HEAD").output


SHARED = {
    "customer_properties.yaml": "plan: {type: text, label: Plan}\n",
    "consents/terms.yaml": (
        "{version: 1, purpose: Tickets, text: We keep them., sentence: I agree, keep: 1y, ask: [inquiry]}\n"
    ),
}


@pytest.mark.parametrize(
    "words", [("rename", "plan", "tier"), ("rename", "consent:terms", "rules"), ("remove", "customer_property:plan")]
)
def test_what_becomes_of_shared_objects_is_remembered_where_all_brands_see_it(kitchen, words):
    for name, text in SHARED.items():
        (kitchen / "brands/_organization" / name).parent.mkdir(exist_ok=True)
        (kitchen / "brands/_organization" / name).write_text(text)
    repository = Repo(kitchen.parent)
    repository.git.add("--all")
    repository.index.commit("two", author=US, committer=US)
    changed = CliRunner().invoke(main, [*words, "-C", str(kitchen)])
    assert changed.exit_code == 0, changed.output
    assert "added   brands/_organization/retired.yaml" in changed.output
    result = run(kitchen, "--base", "HEAD")
    assert result.exit_code == 0, result.output


@pytest.fixture
def as_in_the_workflow(kitchen):
    """The check that `frontdesk init` has run before a change is merged."""
    written = (Path(frontdesk.__file__).parent / "starter/workflows/check.yml").read_text()
    [words] = re.findall(r'frontdesk (check .*) --base "\$BASE"', written)
    return lambda: CliRunner().invoke(main, [*words.split(), str(kitchen), "--base", "HEAD"])


def test_whoever_means_to_delete_much_is_told_how_the_change_passes(kitchen, as_in_the_workflow):
    words = kitchen / "brands/kitchen/codes/words.yaml"
    words.parent.mkdir(exist_ok=True)
    words.write_text("".join(f"w{number}: {{text: Word {number}}}\n" for number in range(12)))
    repository = Repo(kitchen.parent)
    repository.git.add("--all")
    repository.index.commit("two", author=US, committer=US)
    words.unlink()
    told = as_in_the_workflow()
    assert told.exit_code == 1
    [line] = re.findall(r"levels: {FD244: [a-z]+}", run(kitchen, "--base", "HEAD").output)
    settings = kitchen / "frontdesk.yaml"
    settings.write_text(f"{settings.read_text()}{line}\n")
    assert "12 of 12 objects" in as_in_the_workflow().output
    assert as_in_the_workflow().exit_code == 0


def test_whoever_means_to_delete_what_is_in_use_is_told_how_the_change_passes(kitchen, as_in_the_workflow):
    groups = kitchen / "brands/kitchen/groups.yaml"
    before = groups.read_text()
    groups.write_text(f"{before}night: {{name: Night, agents: [jin]}}\n")
    repository = Repo(kitchen.parent)
    repository.git.add("--all")
    repository.index.commit("two", author=US, committer=US)
    groups.write_text(before)
    assert as_in_the_workflow().exit_code == 1
    [(file, entry)] = re.findall(r"add to (\S+) under retired:  (- {.*})", run(kitchen, "--base", "HEAD").output)
    (kitchen / file).write_text(f"retired:\n  {entry.replace('…', '2026-03-01')}\n")
    result = as_in_the_workflow()
    assert result.exit_code == 0, result.output
