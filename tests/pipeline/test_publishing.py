"""From main to a release address, by the steps of publish.yml, rollback.yml and resign.yml themselves."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from frontdesk.pull_request.host import BOT, CONTEXT

WORKFLOW = {"login": BOT, "type": "Bot"}
TRIGGER = "brands/shop/triggers/20-note.yaml"


def note(words):
    action = f"{{do: note, text: {words}}}"
    return f"- id: noted\n  title: A note\n  events: [created]\n  then:\n    - {action}\n"


def frontdesk(*words):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


class Installation:
    """A repository with keys and a release address, and the host it lies on."""

    def __init__(self, runner, repository, work, workflow, host, folder: Path) -> None:
        self.runner, self.repository, self.work, self.workflow, self.host = runner, repository, work, workflow, host
        self.keys, self.address = folder / "keys", f"file://{folder / 'releases'}"
        frontdesk("keys", "init", self.keys, "--trust", work / "trust")
        repository.git("add", "-A", at=work)
        repository.git("commit", "-qm", "trust", at=work)
        repository.git("push", "-q", "origin", "HEAD:refs/heads/main", at=work)

    @property
    def expressions(self):
        pem = {name: next(self.keys.glob(f"{name}-1.pem")).read_text() for name in ("targets", "online")}
        return {
            "github.token": "t",
            "vars.FRONTDESK_RELEASES": self.address,
            "secrets.FRONTDESK_TARGETS_KEY": pem["targets"],
            "secrets.FRONTDESK_ONLINE_KEY": pem["online"],
            "vars.AWS_REGION": "",
            "vars.AWS_ENDPOINT_URL": "",
            "secrets.AWS_ACCESS_KEY_ID": "",
            "secrets.AWS_SECRET_ACCESS_KEY": "",
        }

    def merged(self, branch, files):
        """A change on main; the digest its reviewers saw was that of the merge result."""
        head = self.repository.change(self.work, branch, files)
        commit = self.repository.merge_result(self.work, head)
        built = CliRunner().invoke(main, ["build", str(self.work), "--format", "json"])
        self.repository.git("push", "-q", "origin", f"{commit}:refs/heads/main", at=self.work)
        pulls = [{"merged_at": "2026-03-01T09:00:00Z", "merge_commit_sha": commit, "head": {"sha": head}}]
        self.host.answer(f"repos/acme/support/commits/{commit}/pulls", pulls)
        self.host.answer(f"repos/acme/support/commits/{commit}/statuses", [])
        self.checked(head, review="success", lint="failure", slow=None)
        self.checked(commit)
        root = json.loads(built.stdout)["root_digest"]
        self.reviewed(head, root)
        return commit, head, root

    def reviewed(self, commit, root, **changed):
        status = {"context": CONTEXT, "creator": WORKFLOW, "state": "success", "description": root, **changed}
        self.host.answer(f"repos/acme/support/commits/{commit}/statuses", [status])

    def checked(self, commit, **conclusions):
        runs = [{"name": name, "status": "completed", "conclusion": how} for name, how in conclusions.items()]
        self.host.answer(f"repos/acme/support/commits/{commit}/check-runs", {"check_runs": runs})

    def publish(self, commit):
        self.runner.variables["GITHUB_SHA"] = commit
        return self.runner.run(self.workflow("publish"), "publish", self.expressions)

    def checks(self):
        """What the newest release says has passed."""
        told = frontdesk("history", "--address", self.address, "--trust", self.work / "trust", "--format", "json")
        return json.loads(told)["releases"][0]["provenance"]["checks"]

    def history(self):
        told = frontdesk("history", "--address", self.address, "--trust", self.work / "trust", "--format", "json")
        return [row["root"] for row in json.loads(told)["releases"]]


@pytest.fixture
def installation(runner, repository, work, workflow, host, tmp_path):
    return Installation(runner, repository, work, workflow, host, tmp_path)


def test_what_was_reviewed_is_published_and_any_other_digest_is_refused(installation):
    commit, head, root = installation.merged("one", {TRIGGER: note("one")})
    done = installation.publish(commit)
    assert done.passed, done.log
    assert done.outputs == {"root": root, "sequence": "1", "published": "true"}
    assert installation.history() == [root]
    assert installation.checks() == ["review"]

    commit, head, other = installation.merged("two", {TRIGGER: note("two")})
    installation.reviewed(head, root)
    refused = installation.publish(commit)
    assert not refused.passed
    assert "FD844" in refused.log
    assert root in refused.log
    assert other in refused.log

    for lie in ({"creator": {"login": "stranger", "type": "User"}}, {"state": "failure"}, {"context": "other"}):
        installation.reviewed(head, other, **lie)
        assert "the review did not run" in installation.publish(commit).log
    assert installation.history() == [root]

    installation.reviewed(commit, other)  # as the merge queue does, on the commit itself
    installation.host.answer(f"repos/acme/support/commits/{head}/statuses", [])
    assert installation.publish(commit).passed
    assert installation.history() == [other, root]

    hostile = '$(touch pwned)"; touch pwned; `touch pwned`'
    back = installation.runner.run(
        installation.workflow("rollback"),
        "rollback",
        {**installation.expressions, "inputs.to": "", "inputs.reason": hostile},
    )
    assert back.passed, back.log
    assert installation.history() == [root, other, root]
    assert not list(installation.work.rglob("pwned"))
    refused = installation.publish(commit)
    assert not refused.passed
    assert hostile in refused.log

    signed = installation.runner.run(installation.workflow("resign"), "resign", installation.expressions)
    assert signed.passed, signed.log


def test_what_nobody_reviewed_is_not_published(installation):
    commit, *_ = installation.merged("one", {TRIGGER: note("one")})
    installation.host.answer(f"repos/acme/support/commits/{commit}/pulls", [])
    refused = installation.publish(commit)
    assert not refused.passed
    assert "nobody reviewed it" in refused.log


def test_no_secret_is_said_by_any_step(installation):
    commit, *_ = installation.merged("one", {TRIGGER: note("one")})
    done = installation.publish(commit)
    body = installation.expressions["secrets.FRONTDESK_TARGETS_KEY"].splitlines()[1]
    assert done.passed
    assert body not in done.log
    assert body not in json.dumps(installation.host.calls)
