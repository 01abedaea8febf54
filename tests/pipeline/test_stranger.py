"""A pull request from a stranger's copy: what its own run leaves is data, whatever is in it."""

import io
import json
import zipfile

import pytest

from frontdesk.pull_request.artifact import LARGEST
from frontdesk.pull_request.host import BOT, MARK
from tests.pipeline.actions import EXPRESSION

HEAD = "a" * 40
ROOT = "sha256:" + "b" * 64
URL = "https://github.example/acme/support/actions/runs/77"
HOSTILE_BRANCH = '$(touch pwned)`touch pwned`"; touch pwned; #${{ github.token }}'
WORKFLOW = {"login": BOT, "type": "Bot"}


def bundle(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return file.getvalue()


def built(root=ROOT):
    return json.dumps({"root_digest": root})


@pytest.fixture
def follow(runner, workflow, host):
    """Run comment.yml after the run of a pull request has left something."""

    def run(data, *, size=None, comments=(), head=HEAD, branch=HOSTILE_BRANCH):
        host.answer("repos/acme/support/pulls", [{"number": 7, "state": "open", "head": {"sha": head}}])
        listed = [{"id": 5, "name": "review-comment", "expired": False, "size_in_bytes": size or len(data)}]
        host.answer("repos/acme/support/actions/runs/77/artifacts", {"total_count": 1, "artifacts": listed})
        host.answer("repos/acme/support/actions/artifacts/5/zip", data)
        host.answer("repos/acme/support/issues/7/comments", list(comments))
        expressions = {
            "github.token": "the-token",
            "github.event.workflow_run.id": "77",
            "github.event.workflow_run.head_sha": HEAD,
            "github.event.workflow_run.head_repository.owner.login": "stranger",
            "github.event.workflow_run.head_branch": branch,
            "github.event.workflow_run.html_url": URL,
        }
        return runner.run(workflow("comment"), "comment", expressions)

    return run


def body(host):
    return host.sent[0][2]["body"]


def test_an_honest_review_becomes_one_comment_and_a_status_with_the_digest(follow, host):
    words = "## Portals\n\n- `#b3421b` now\n\n<details><summary>in 3 portals</summary>\n\n- a\n\n</details>"
    done = follow(bundle(review_md=words, build_json=built()))
    assert done.passed, done.log
    (comment, status) = host.sent
    assert comment[:2] == ("POST", "repos/acme/support/issues/7/comments")
    assert comment[2]["body"].startswith(f"{MARK}\n## Portals")
    assert f"`{ROOT}`" in comment[2]["body"]
    assert status[1] == f"repos/acme/support/statuses/{HEAD}"
    assert status[2] == {"state": "success", "context": "frontdesk/reviewed", "description": ROOT, "target_url": URL}


def test_the_comment_is_written_again_and_not_another_one(follow, host):
    mine = {"id": 99, "user": WORKFLOW, "body": f"{MARK}\nold"}
    imitated = {"id": 98, "user": {"login": "stranger", "type": "User"}, "body": f"{MARK}\nmine"}
    assert follow(bundle(review_md="new", build_json=built()), comments=[imitated, mine]).passed
    assert host.sent[0][:2] == ("PATCH", "repos/acme/support/issues/comments/99")


def test_what_does_not_compile_is_told_with_its_findings_in_a_fence(follow, host):
    findings = 'error[FD503] inquiry_type is never "billing"\n```\n@acme/team </details>\n'
    assert follow(bundle(review_md=findings, build_json=built(None))).passed
    assert f"````text\n{findings}````" in body(host)
    assert host.sent[1][2]["state"] == "failure"


def test_a_name_of_a_branch_is_never_a_command(follow, host, work):
    assert follow(bundle(review_md="words", build_json=built())).passed
    assert not list(work.rglob("pwned"))
    asked = next(call["words"] for call in host.calls if "state=open" in call["words"])
    assert f"head=stranger:{HOSTILE_BRANCH}" in asked


@pytest.mark.parametrize("words", ["</details>\n\n@acme/everybody", "![](https://tracker.example/x.png)\n<!-- hidden"])
def test_words_that_would_change_the_comment_are_not_shown_at_all(follow, host, words):
    assert follow(bundle(review_md=words, build_json=built())).passed
    shown = body(host)
    assert "The words of the review are not shown here" in shown
    assert shown.count("<!--") == 1
    assert words not in shown


def test_names_that_are_hostile_only_outside_of_code_are_shown_in_code(follow, host):
    words = (
        "- `@team </details> <!-- ![x](y)` was renamed\n\n```diff\n- @team\n+ <script>\n```\n\nmail jin@acme.example"
    )
    assert follow(bundle(review_md=words, build_json=built())).passed
    assert words in body(host)


def test_an_artifact_that_is_none_is_not_spoken_of(follow, host):
    done = follow(b"not a zip")
    assert not done.passed
    assert "the artifact cannot be read" in done.log
    assert host.sent == []


def test_an_artifact_that_is_too_large_is_not_even_fetched(follow, host):
    done = follow(bundle(review_md="x"), size=LARGEST + 1)
    assert not done.passed
    assert not any("zip" in word for call in host.calls for word in call["words"])


def test_a_digest_that_is_none_is_no_digest(follow, host):
    assert follow(bundle(review_md="words", build_json=built(ROOT + "\n`@team`"))).passed
    assert host.sent[1][2]["state"] == "failure"
    assert "**It does not compile.**" in body(host)


def test_nothing_is_said_once_the_pull_request_has_a_newer_commit(follow, host):
    assert not follow(bundle(review_md="x"), head="c" * 40).passed
    assert host.sent == []


def test_no_secret_and_no_right_is_in_reach_of_a_stranger_s_code(workflow):
    for name in ("check", "review"):
        content = workflow(name).content
        assert content["permissions"] == {"contents": "read"}
        text = workflow(name).path.read_text()
        assert "secrets." not in text
        assert "pull_request_target" not in text
        for job, given in content["jobs"].items():
            runs_for_strangers = given.get("if") != "github.event_name == 'merge_group'"
            if runs_for_strangers:
                assert "permissions" not in given, job
                assert "environment" not in given, job
                assert "github.token" not in json.dumps(given), job


def test_the_job_that_may_comment_runs_nothing_of_the_pull_request(workflow):
    (job,) = workflow("comment").content["jobs"].values()
    (checkout,) = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert "ref" not in checkout["with"]
    assert not any("gh run download" in step.get("run", "") or "unzip" in step.get("run", "") for step in job["steps"])
    assert not EXPRESSION.search("".join(step.get("run", "") for step in job["steps"]))


HOSTILE = "@acme/everybody </details> <!-- ![x](https://evil.example) **bold** `x` | a"


def test_hostile_titles_labels_and_file_names_come_through_the_real_review_as_words(
    runner, repository, work, workflow, host, follow
):
    quoted = json.dumps(HOSTILE)
    head = repository.change(
        work,
        "hostile",
        {
            "brands/shop/kb/start/evil.md": f"---\ntitle: {quoted}\nstatus: public\n---\n    {HOSTILE}\n\n@acme\n",
            "brands/shop/inquiry_types.yaml": f"- {{id: question, name: {quoted}, form: question, group: support}}\n"
            "- {id: billing, name: Billing, form: question, group: support}\n",
        },
    )
    repository.merge_result(work, head)
    done = runner.run(workflow("review"), "review", {}, without="--format html")
    assert done.passed, done.log
    left = {name: (work / "review" / name).read_bytes() for name in ("review.md", "build.json")}
    root = json.loads(left["build.json"])["root_digest"]
    assert json.loads((work / "review/review.json").read_text())["head"]["root"] == root
    assert follow(bundle(**{name.replace(".", "_"): data for name, data in left.items()})).passed
    shown = body(host)
    assert "evil" in shown
    assert root in shown
    assert left["review.md"].decode().strip() in shown, "the honest review was not believed"
    assert host.sent[1][2]["description"] == root


def test_a_hostile_file_name_is_told_as_a_finding_in_a_fence(runner, repository, work, workflow, host, follow):
    files = {"brands/shop/assets/`````<img src=x>@acme.txt": "x"}
    repository.merge_result(work, repository.change(work, "hostile", files))
    assert runner.run(workflow("review"), "review", {}, without="--format html").passed
    left = {name: (work / "review" / name).read_bytes() for name in ("review.md", "build.json")}
    assert follow(bundle(**{name.replace(".", "_"): data for name, data in left.items()})).passed
    shown = body(host)
    assert "FD026" in shown
    assert shown.count("``````") == 2, "the fence is longer than any in the name"
    assert host.sent[1][2]["state"] == "failure"
