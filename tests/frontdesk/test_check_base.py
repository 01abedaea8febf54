"""`frontdesk check --base`: comparing with a revision of git, and saying so when nothing was compared."""

import json

import pytest
from click.testing import CliRunner
from git import Actor, Repo

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
