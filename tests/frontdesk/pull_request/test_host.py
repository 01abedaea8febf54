"""Answers of the code host, with strangers' words in them."""

import json

import pytest

from frontdesk.pull_request import host
from frontdesk.pull_request.refusal import NotTakenError

SHA, OTHER = "a" * 40, "c" * 40
ROOT = "sha256:" + "b" * 64
WORKFLOW = {"login": host.BOT, "type": "Bot"}


@pytest.fixture
def answer(tmp_path):
    def write(*values):
        (tmp_path / "answer.json").write_text("\n".join(map(json.dumps, values)))
        return tmp_path / "answer.json"

    return write


def status(**changed):
    return {"context": host.CONTEXT, "creator": WORKFLOW, "state": "success", "description": ROOT, **changed}


def test_the_open_pull_request_with_this_commit_is_found(answer):
    pulls = [
        {"number": 3, "state": "closed", "head": {"sha": SHA}},
        {"number": 4, "state": "open", "head": {"sha": OTHER}},
        {"number": 5, "state": "open", "head": {"sha": SHA}},
    ]
    assert host.pull_request(answer(pulls), SHA) == 5
    assert host.pull_request(answer([]), SHA) is None


def run(name, conclusion="success", status="completed"):
    return {"name": name, "status": status, "conclusion": conclusion}


def test_only_what_has_passed_is_said_to_have(answer):
    pages = [
        {
            "check_runs": [
                run("review"),
                run("slow", None, "in_progress"),
                run("lint", "failure"),
                run("queue", "skipped"),
            ]
        },
        {"check_runs": [run("lint"), run("review", "skipped"), run("slow"), run("review", None, "queued")]},
    ]
    assert host.passed(answer(*pages)) == ("review", "slow")
    assert host.passed(answer({"check_runs": []})) == ()


@pytest.mark.parametrize("name", ["", " x", "two\nlines", "\x1b[31m", "\u202ex", "x" * 201, None, 7])
def test_a_check_without_a_plain_name_is_not_told_of(answer, name):
    assert host.passed(answer({"check_runs": [run(name)]})) == ()


@pytest.mark.parametrize("number", ["7", "7/merge", True, -1, 0, None, 10**20])
def test_a_number_that_is_none_is_not_used(answer, number):
    assert host.pull_request(answer([{"number": number, "state": "open", "head": {"sha": SHA}}]), SHA) is None


def test_the_digest_is_that_of_the_newest_word_of_a_workflow(answer):
    assert host.reviewed(answer([status(), status(description="sha256:" + "d" * 64)])) == ROOT
    assert host.reviewed(answer([], [status()])) == ROOT


@pytest.mark.parametrize(
    "other",
    [
        {"creator": {"login": "stranger", "type": "User"}},
        {"creator": {"login": host.BOT, "type": "User"}},
        {"creator": None},
        {"context": "frontdesk/reviewed "},
        {"state": "failure"},
        {"state": "pending"},
        {"description": ROOT + "0"},
        {"description": None},
    ],
)
def test_any_other_status_carries_no_digest(answer, other):
    assert host.reviewed(answer([status(**other)])) is None


def test_a_later_failure_takes_an_earlier_digest_back(answer):
    assert host.reviewed(answer([status(state="failure", description="it does not compile"), status()])) is None


def test_the_commit_of_a_merged_pull_request_is_found(answer):
    merged = {"merged_at": "2026-03-01T09:00:00Z", "merge_commit_sha": OTHER, "head": {"sha": SHA}}
    assert host.merged_head(answer([{**merged, "merged_at": None}, merged]), OTHER) == SHA
    assert host.merged_head(answer([{**merged, "merge_commit_sha": SHA}]), OTHER) is None
    assert host.merged_head(answer([{**merged, "head": {"sha": "$(x)"}}]), OTHER) is None


def test_only_a_comment_of_a_workflow_is_written_again(answer):
    words = f"{host.MARK}\nwords"
    stranger = {"id": 1, "user": {"login": "stranger", "type": "User"}, "body": words}
    quoted = {"id": 2, "user": WORKFLOW, "body": f"> {words}"}
    mine = {"id": 3, "user": WORKFLOW, "body": words}
    assert host.own_comment(answer([stranger, quoted], [[mine]])) == 3
    assert host.own_comment(answer([stranger])) is None


def test_an_artifact_is_taken_by_its_name_and_only_if_it_is_small(answer):
    def listed(**changed):
        return {"artifacts": [{"name": "other", "id": 1}, {"name": "x", "id": 2, "size_in_bytes": 10, **changed}]}

    assert host.artifact(answer(listed()), "x", 10) == 2
    for wrong in ({"size_in_bytes": 11}, {"size_in_bytes": "1"}, {"expired": True}, {"id": "2"}):
        with pytest.raises(NotTakenError):
            host.artifact(answer(listed(**wrong)), "x", 10)


@pytest.mark.parametrize("text", ["<html>", "{", "[" * 200_000, "[1, 2] x"])
def test_an_answer_that_is_none_is_refused(tmp_path, text):
    (tmp_path / "answer.json").write_text(text)
    with pytest.raises(NotTakenError):
        list(host.entries(tmp_path / "answer.json"))
