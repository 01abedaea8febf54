"""The whole way by the documented commands and workflows alone, from an empty folder to two machines and back.

`init`, pull request, review, merge, publish to a bucket, two runtimes activate; a bad release is refused by both and
taken back by itself; and a roll-back by hand.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from frontdesk.pull_request.host import BOT
from tests.pipeline.actions import ROOT, Host, Runner
from tests.pipeline.test_stranger import bundle
from tests.serving import free_port

HELP = "help.shop.example"
TOKEN = "a word for operators"


class Machine:
    """A machine that serves: its state folder, its port, gunicorn."""

    def __init__(self, folder: Path, name: str, address: str, trust: Path, variables: dict[str, str]) -> None:
        self.port, self.name = free_port(), name
        state = folder / name
        command = [sys.executable, "-m", "frontdesk.cli", "serve", "--environment", "production", "--state", str(state)]
        command += ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--scheme", "http"]
        command += ["--public-port", str(self.port), "--releases", address, "--trust", str(trust)]
        own = {"FRONTDESK_NAME": name, "FRONTDESK_STATUS_TOKEN": TOKEN, "FRONTDESK_POLL_SECONDS": "0.5"}
        own["FRONTDESK_SECRET_KEY"] = "a secret that is long enough for a test of it"
        self.log = (folder / f"{name}.log").open("w+")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **variables, **own}, stdout=self.log, stderr=self.log
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/-/status"

    def article(self) -> str:
        address = f"http://127.0.0.1:{self.port}/en/articles/welcome"
        asked = urllib.request.Request(address, headers={"Host": f"{HELP}:{self.port}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.read().decode()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


@contextmanager
def machines(folder: Path, address: str, trust: Path, variables: dict[str, str]) -> Iterator[list[Machine]]:
    both = [Machine(folder, name, address, trust, variables) for name in ("web-1", "web-2")]
    try:
        yield both
    finally:
        for machine in both:
            machine.stop()


class Story:
    """Who merges, publishes and looks, and the host in between."""

    def __init__(self, runner: Runner, repository, work: Path, workflow, host: Host, variables: dict[str, str]) -> None:
        self.runner, self.repository, self.work, self.workflow, self.host = runner, repository, work, workflow, host
        self.variables = variables

    def frontdesk(self, *words: str, fails: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "frontdesk.cli", *words], cwd=self.work, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), **self.variables},
        )  # fmt: skip
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def job(self, name: str, job: str, **more: str) -> bool:
        expressions = {"github.token": "t", **self.expressions, **more}
        self.last = self.runner.run(self.workflow(name), job, expressions)
        return self.last.passed

    def begin(self, keys: Path, address: str) -> None:
        self.frontdesk("keys", "init", str(keys), "--trust", "trust")
        self.repository.git("add", "-A", at=self.work)
        self.repository.git("commit", "-qm", "Whose signatures count", at=self.work)
        self.repository.git("push", "-q", "origin", "HEAD:refs/heads/main", at=self.work)
        self.frontdesk("publish", "--address", address, "--keys", f"file:{keys}", "--trust", "trust")
        self.expressions = {
            "vars.FRONTDESK_RELEASES": address,
            "vars.FRONTDESK_PATIENCE || '300'": "60",
            "secrets.FRONTDESK_TARGETS_KEY": (keys / "targets-1.pem").read_text(),
            "secrets.FRONTDESK_ONLINE_KEY": (keys / "online-1.pem").read_text(),
            "secrets.FRONTDESK_STATUS_TOKEN": TOKEN,
            "vars.AWS_REGION": self.variables["AWS_REGION"],
            "vars.AWS_ENDPOINT_URL": self.variables["AWS_ENDPOINT_URL"],
            "secrets.AWS_ACCESS_KEY_ID": self.variables["AWS_ACCESS_KEY_ID"],
            "secrets.AWS_SECRET_ACCESS_KEY": self.variables["AWS_SECRET_ACCESS_KEY"],
        }

    def reviewed_and_merged(self, branch: str, files: dict[str, str | None]) -> str:
        """A pull request through review, comment and merge; the digest that its reviewers saw."""
        head = self.repository.change(self.work, branch, files)
        commit = self.repository.merge_result(self.work, head)
        review = self.work / "review"
        review.mkdir()
        # As review.yml does, without the pictures that `--format html` takes.
        for name, words in {
            "build.json": ("build", "--format", "json"),
            "review.md": ("diff", "HEAD^1", "HEAD", "--format", "markdown"),
        }.items():
            (review / name).write_text(self.frontdesk(*words, fails=words[0] == "diff"))
        left = bundle(review_md=(review / "review.md").read_bytes(), build_json=(review / "build.json").read_bytes())
        (review / "build.json").unlink(), (review / "review.md").unlink(), review.rmdir()
        self.host.answer("repos/acme/support/pulls", [{"number": 7, "state": "open", "head": {"sha": head}}])
        listed = [{"id": 5, "name": "review-comment", "expired": False, "size_in_bytes": len(left)}]
        self.host.answer("repos/acme/support/actions/runs/77/artifacts", {"artifacts": listed})
        self.host.answer("repos/acme/support/actions/artifacts/5/zip", left)
        self.host.answer("repos/acme/support/issues/7/comments", [])
        follow = "github.event.workflow_run."
        names = {"id": "77", "head_sha": head, "head_branch": branch, "html_url": "https://github.example/77"}
        given = {follow + name: value for name, value in names.items()}
        assert self.job("comment", "comment", **given, **{f"{follow}head_repository.owner.login": "acme"}), (
            self.last.log
        )
        *_, (_, path, status) = self.host.sent
        assert path == f"repos/acme/support/statuses/{head}"
        said = {**status, "creator": {"login": BOT, "type": "Bot"}}
        self.host.answer(f"repos/acme/support/commits/{head}/statuses", [said])
        self.host.answer(f"repos/acme/support/commits/{commit}/statuses", [])
        merged = {"merged_at": "2026-03-01T09:00:00Z", "merge_commit_sha": commit, "head": {"sha": head}}
        self.host.answer(f"repos/acme/support/commits/{commit}/pulls", [merged])
        for each in (head, commit):
            self.host.answer(f"repos/acme/support/commits/{each}/check-runs", {"check_runs": []})
        self.repository.git("push", "-q", "origin", f"{commit}:refs/heads/main", at=self.work)
        self.runner.variables["GITHUB_SHA"] = commit
        assert self.job("publish", "publish"), self.last.log
        return self.last.outputs["root"]


@pytest.fixture
def bucket(s3_server):
    """The variables of a bucket, as every AWS tool reads them."""
    assert httpx.put(f"{s3_server}/story-releases").status_code in {200, 409}
    return {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1",
    }


def new(root: str) -> dict[str, str]:
    """What publish.yml asks deploy.yml to look at."""
    return {"inputs.root": root, "inputs.take_back": "true"}


def welcome(words: str) -> dict[str, str | None]:
    return {"brands/shop/kb/start/welcome.md": f"---\ntitle: {words}\nstatus: public\n---\nHello.\n"}


def test_from_an_empty_folder_to_two_machines_and_back(runner, repository, work, workflow, host, tmp_path, bucket):
    runner.variables.update(bucket)
    story = Story(runner, repository, work, workflow, host, bucket)
    address = "s3://story-releases/production"
    story.begin(tmp_path / "keys", address)
    with machines(tmp_path, address, work / "trust/1.root.json", bucket) as both:
        asked = {"vars.FRONTDESK_MACHINES": " ".join(machine.url for machine in both)}

        first = story.reviewed_and_merged("first", welcome("Before anything"))
        assert story.job("deploy", "deploy", **asked, **new(first)), story.last.log
        second = story.reviewed_and_merged("second", welcome("A better welcome"))
        assert story.job("deploy", "deploy", **asked, **new(second)), story.last.log
        assert all("A better welcome" in machine.article() for machine in both)

        # Somebody takes the environment away that both machines run in. It compiles; no machine can serve it.
        settings = (work / "frontdesk.yaml").read_text().replace("[demo, production]", "[demo]")
        bad = story.reviewed_and_merged("bad", {"frontdesk.yaml": settings, "environments/production.yaml": None})
        story.expressions["vars.FRONTDESK_PATIENCE || '300'"] = "8"
        assert not story.job("deploy", "deploy", **asked, **new(bad))
        assert "FD807" in story.last.log
        assert all("A better welcome" in machine.article() for machine in both)
        releases = json.loads(story.frontdesk("history", "--address", address, "--format", "json"))["releases"]
        assert [row["root"] for row in releases][:3] == [second, bad, second]
        assert releases[1]["denied"]["reason"] == "not every machine came to serve it"

        # And back by hand, to what was there before.
        by_hand = {"inputs.to": first, "inputs.reason": "the old words were better"}
        assert story.job("rollback", "rollback", **by_hand), story.last.log
        words = [word for machine in both for word in ("--url", machine.url, "--token", "env:STATUS_TOKEN")]
        story.variables = {**story.variables, "STATUS_TOKEN": TOKEN}
        story.frontdesk("status", *words, "--expect", first, "--wait", "60")
        until(lambda: all("Before anything" in machine.article() for machine in both))


def until(true, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.2)
