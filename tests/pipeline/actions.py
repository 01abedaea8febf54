"""Workflows run on this machine: the steps' own commands, in bash, with the variables the workflow gives them.

Stand-ins exist for what a code host is: `gh` answers from a folder and writes down what it was asked to send, actions
that others wrote are left out (a test does what they would have done), and expressions are looked up in a table, so
that one a test did not foresee is an error.
"""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
JIN = {f"GIT_{who}_{what}": "jin@acme.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
OUTPUT_IS = re.compile(r"steps\.\w+\.outputs\.(\w+) == '(\w+)'")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")

GH = r'''#!%(python)s
"""Stands in for the host's command line: answers from files, notes what is sent."""
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["STAND_IN"])
words = sys.argv[1:]
call = {"words": words, "token": bool(os.environ.get("GH_TOKEN"))}
if "--input" in words:
    call["body"] = json.loads(pathlib.Path(words[words.index("--input") + 1]).read_text())
with (folder / "calls.jsonl").open("a") as log:
    log.write(json.dumps(call) + "\n")
if words[0] == "api":
    path = next(w for w in words[1:] if w.startswith("repos/"))
    answer = folder / "answers" / path.replace("/", "_")
    if "--input" not in words:
        if not answer.exists():
            sys.exit("no answer for " + path)
        sys.stdout.buffer.write(answer.read_bytes())
'''


@dataclass
class Host:
    """What stands in for the code host: its answers, and what it was told."""

    folder: Path
    secrets: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.folder / "answers").mkdir(parents=True)
        (self.folder / "bin").mkdir()
        gh = self.folder / "bin/gh"
        gh.write_text(GH % {"python": sys.executable})
        gh.chmod(gh.stat().st_mode | stat.S_IXUSR)

    def answer(self, path: str, value: Any) -> None:
        """What a path is answered with; bytes are sent as they are."""
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        (self.folder / "answers" / path.replace("/", "_")).write_bytes(data)

    @property
    def calls(self) -> list[dict[str, Any]]:
        file = self.folder / "calls.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def sent(self) -> list[tuple[str, str, Any]]:
        """Method, path and body of what was sent."""
        return [
            (
                call["words"][call["words"].index("--method") + 1],
                next(word for word in call["words"] if word.startswith("repos/")),
                call["body"],
            )
            for call in self.calls
            if "body" in call
        ]


@dataclass(frozen=True)
class Workflow:
    """A workflow file."""

    path: Path

    @property
    def content(self) -> Any:
        return YAML(typ="safe").load(self.path.read_text())

    def steps(self, job: str) -> list[Mapping[str, Any]]:
        return list(self.content["jobs"][job]["steps"])

    def commands(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every step that runs something, with its job's name."""
        for name, job in self.content["jobs"].items():
            for step in job.get("steps", ()):
                if "run" in step:
                    yield name, step


@dataclass
class Runner:
    """A machine that runs jobs in a folder."""

    folder: Path
    host: Host
    variables: dict[str, str]

    def run(self, workflow: Workflow, job: str, expressions: Mapping[str, str], *, without: str = "") -> "Outcome":
        """Run a job's commands one after the other, until one fails; then only those that wait for a failure.

        What is installed is there already; lines with the words `without` are left out, where they take long and are
        proved elsewhere.
        """
        outputs, log, failed = self.host.folder / f"outputs-{job}", "", False
        outputs.write_text("")
        for step in workflow.steps(job):
            command = step.get("run")
            if command is None or command.startswith("pip install"):
                continue
            if without:
                command = "\n".join(line for line in command.splitlines() if without not in line)
            condition = str(step.get("if", "success()"))
            if (asked := OUTPUT_IS.fullmatch(condition)) and _outputs(outputs).get(asked[1]) != asked[2]:
                continue
            if failed and not condition.startswith(("failure()", "always()")):
                continue
            if not failed and condition.startswith("failure()"):
                continue
            done = self._bash(command, step.get("env", {}), expressions, outputs)
            log += done.stdout + done.stderr
            failed = failed or done.returncode != 0
        return Outcome(not failed, log, _outputs(outputs))

    def _bash(
        self, command: str, given: Mapping[str, Any], expressions: Mapping[str, str], outputs: Path
    ) -> "subprocess.CompletedProcess[str]":
        assert not EXPRESSION.search(command), "an expression in a command"
        own = {name: EXPRESSION.sub(lambda match: expressions[match[1]], str(value)) for name, value in given.items()}
        variables = {
            "PATH": f"{self.host.folder / 'bin'}:{BIN}:/usr/bin:/bin",
            "HOME": str(self.host.folder),
            "PYTHONPATH": str(ROOT),
            "STAND_IN": str(self.host.folder),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(self.host.folder / "summary"),
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": "acme/support",
            "GITHUB_RUN_ID": "77",
            "GITHUB_ACTOR": "jin",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_REF_NAME": "main",
            **self.variables,
            **own,
        }
        return subprocess.run(
            ["bash", "-e", "-c", command], cwd=self.folder, env=variables, capture_output=True, text=True, check=False
        )


def _outputs(file: Path) -> dict[str, str]:
    return dict(line.partition("=")[::2] for line in file.read_text().splitlines())


@dataclass(frozen=True)
class Outcome:
    """How a job ended."""

    passed: bool
    log: str
    outputs: Mapping[str, str]


@dataclass
class Repository:
    """A bare repository, as the host keeps it, and clones of it."""

    folder: Path

    def git(self, *words: str, at: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *words], cwd=at or self.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", **JIN},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def clone(self, target: Path, revision: str = "main") -> Path:
        self.git("clone", "-q", str(self.folder), str(target), at=self.folder.parent)
        self.git("checkout", "-q", revision, at=target)
        return target

    def change(self, work: Path, branch: str, files: Mapping[str, str | None]) -> str:
        """A commit on a branch of its own, pushed; returns its id."""
        self.git("checkout", "-q", "-B", branch, "origin/main", at=work)
        for name, text in files.items():
            path = work / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        self.git("add", "-A", at=work)
        self.git("commit", "-qm", branch, at=work)
        self.git("push", "-qf", "origin", f"HEAD:refs/heads/{branch}", at=work)
        return self.git("rev-parse", "HEAD", at=work)

    def merge_result(self, work: Path, head: str) -> str:
        """The commit the host would test: main and a pull request together."""
        self.git("fetch", "-q", "origin", at=work)
        self.git("checkout", "-q", "--detach", "origin/main", at=work)
        self.git("merge", "-q", "--no-ff", "-m", f"merge {head[:7]}", head, at=work)
        return self.git("rev-parse", "HEAD", at=work)
