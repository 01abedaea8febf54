"""`frontdesk diff`: two revisions of git, or the last one and the folder; exit codes and formats."""

import json
import os

import pytest
from click.testing import CliRunner
from git import Actor, Repo

from frontdesk.cli import main
from frontdesk.pull_request.markup import objection
from tests.kitchen import changed

US = Actor("Jin", "jin@kitchen.example")
HELLO = "---\ntitle: Hello\nstatus: public\n---\nThis is where to begin.\n"


@pytest.fixture
def kitchen(tmp_path):
    for name, data in changed({}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / ".gitignore").write_text(".frontdesk\n")
    commit(tmp_path, "one")
    return tmp_path


def commit(folder, message):
    repository = Repo.init(folder)
    repository.git.add("--all")
    return repository.index.commit(message, author=US, committer=US).hexsha


def run(*words):
    return CliRunner().invoke(main, ["diff", *map(str, words)])


def write(folder, text, name="kb/start/welcome.md"):
    (folder / "brands/kitchen" / name).write_text(text)


def test_a_folder_as_it_was_committed_is_the_same_bundle(kitchen):
    result = run("-C", kitchen)
    assert result.exit_code == 0
    assert result.output.startswith("no difference: sha256:")


def test_without_revisions_the_folder_is_compared_with_the_last_commit(kitchen):
    write(kitchen, HELLO)
    result = run("-C", kitchen)
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == "the folder as it is, compared with HEAD"
    assert "article welcome “Hello”  [kitchen/main]\n  title changes (en)" in result.output


def test_two_revisions_are_read_from_git_whatever_lies_in_the_folder(kitchen):
    write(kitchen, HELLO)
    commit(kitchen, "two")
    write(kitchen, "broken")
    result = run("HEAD~1", "HEAD", "-C", kitchen)
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == "HEAD, compared with HEAD~1"
    assert "+ Hello" in result.output


def test_a_state_that_cannot_be_built_is_told_with_its_findings_and_nothing_else(kitchen):
    write(kitchen, "extra: 1\n", "brand.yaml")
    result = run("-C", kitchen)
    assert result.exit_code == 2
    assert result.stdout.startswith("error[FD1")
    assert "the folder as it is cannot be built (" in result.stderr
    assert "# Bundle" not in result.output


def test_programs_are_told_what_cannot_be_built_in_a_shape_that_is_no_report(kitchen):
    write(kitchen, "extra: 1\n", "brand.yaml")
    head = commit(kitchen, "broken")
    result = run("HEAD~1", "HEAD", "-C", kitchen, "--format", "json")
    assert result.exit_code == 2
    told = json.loads(result.stdout)
    assert [*told] == ["version", "cannot_be_built"]
    [state] = told["cannot_be_built"]
    assert (told["version"], state["label"], state["commit"]) == (1, "HEAD", head)
    assert "FD101" in {item["code"] for item in state["diagnostics"]}


def test_both_states_may_be_the_broken_ones(kitchen):
    write(kitchen, "extra: 1\n", "brand.yaml")
    commit(kitchen, "broken")
    told = json.loads(run("-C", kitchen, "--format", "json").stdout)
    assert [state["label"] for state in told["cannot_be_built"]] == ["HEAD", "the folder as it is"]


@pytest.mark.parametrize(
    ("form", "begin", "said"),
    [
        (
            "markdown",
            "## the folder as it is cannot be built\n\nThere is nothing to compare: ",
            "\n```text\nerror[FD102]",
        ),
        ("html", "<!doctype html>", '<span class="badge error">error FD101</span>'),
        ("json", "{", '"cannot_be_built"'),
        ("text", "error[FD", "error[FD101]"),
    ],
)
def test_what_cannot_be_built_takes_the_place_of_an_older_report(kitchen, tmp_path_factory, form, begin, said):
    target = tmp_path_factory.mktemp("out") / "report"
    target.write_text("an older report")
    write(kitchen, "extra: 1\n", "brand.yaml")
    result = run("-C", kitchen, "--format", form, "-o", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert target.read_text().startswith(begin)
    assert said in target.read_text()


def test_a_revision_that_is_not_there_leaves_no_older_report(kitchen, tmp_path_factory):
    target = tmp_path_factory.mktemp("out") / "report.html"
    target.write_text("an older report")
    assert run("nowhere", "-C", kitchen, "--format", "html", "-o", target).exit_code == 2
    assert not target.exists()


def test_findings_in_a_comment_do_nothing_and_always_fit(kitchen):
    files = ("`````<img src=x>@acme.txt", *(f"n{number} @team </details> <!--.txt" for number in range(80)))
    for name in files:
        write(kitchen, "x", f"assets/{name.replace('/', '|')}")
    for limit in (4_000, 65_000):
        comment = run("-C", kitchen, "--format", "markdown", "--limit", limit, "--whole", "https://a.example/1").stdout
        assert len(comment) <= limit
        assert "FD026" in comment
        assert objection(comment) is None
    assert comment.endswith("\nEverything: <https://a.example/1>\n")
    assert "more findings had no room here" in run("-C", kitchen, "--format", "markdown", "--limit", 4_000).stdout


def test_a_revision_that_is_not_there_is_a_question_without_an_answer(kitchen):
    result = run("nowhere", "-C", kitchen)
    assert result.exit_code == 2
    assert "there is no revision 'nowhere'" in result.output


def test_a_folder_without_git_has_nothing_earlier(tmp_path):
    result = run("-C", tmp_path)
    assert result.exit_code == 2
    assert "is in no git repository" in result.output


def test_programs_get_every_change_with_commits_and_digests(kitchen):
    first = str(Repo(kitchen).head.commit.hexsha)
    write(kitchen, HELLO)
    second = commit(kitchen, "two")
    data = json.loads(run(first, second, "-C", kitchen, "--format", "json").output)
    assert (data["version"], data["base"]["commit"], data["head"]["commit"]) == (1, first, second)
    assert data["base"]["root"] != data["head"]["root"]
    assert data["radius"]["portals"] == ["kitchen/main"]
    [change] = data["changes"]
    assert (change["before"], change["after"], change["where"][0]["languages"]) == (["Welcome"], ["Hello"], ["en"])


def test_a_comment_goes_into_a_file_and_keeps_to_a_limit(kitchen, tmp_path_factory):
    target = tmp_path_factory.mktemp("out") / "comment.md"
    for number in range(80):
        write(kitchen, HELLO.replace("Hello", f"Article {number}"), f"kb/start/a{number}.md")
    result = run("-C", kitchen, "--format", "markdown", "--limit", 4_000, "-o", target)
    assert (result.exit_code, result.output) == (1, "")
    text = target.read_text()
    assert len(text) <= 4_000
    assert "**Left out here, for want of room:**" in text
    assert text.endswith("The whole report: `frontdesk diff HEAD`\n")


def test_a_file_that_cannot_be_written_is_a_matter_of_this_machine(kitchen):
    result = run("-C", kitchen, "--format", "markdown", "-o", kitchen / "no" / "comment.md")
    assert result.exit_code == 2
    assert "cannot write" in result.output


def test_a_program_that_reads_revisions_is_handed_no_options(kitchen):
    """A branch may be called anything: nothing of its name becomes an option of git."""
    result = run("-C", kitchen, "--", "--output=stolen")
    assert result.exit_code == 2
    assert not os.path.lexists(kitchen / "stolen")
