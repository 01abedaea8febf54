"""`frontdesk diff`: two revisions of git, or the last one and the folder; exit codes and formats."""

import json
import os

import pytest
from click.testing import CliRunner
from git import Actor, Repo

from frontdesk.cli import main
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
    assert result.exit_code == 1
    assert result.output.startswith("error[FD1")
    assert "the folder as it is cannot be built (" in result.output
    assert "# Bundle" not in result.output


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
