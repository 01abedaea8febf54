"""The gate before main: every pull request is looked at as it would be merged."""

import pytest

from tests.pipeline.conftest import BILLING

RETIRED = 'retired:\n  - {what: inquiry_type, id: billing, date: "2026-03-01"}\n'
URGENT = """\
- id: billing-urgent
  title: Billing is urgent
  events: [created]
  all:
    - {if: inquiry_type, is: billing}
  then:
    - {do: set, priority: high}
"""
TYPES, HISTORY, TRIGGER = (
    f"brands/shop/{name}" for name in ("inquiry_types.yaml", "retired.yaml", "triggers/20-billing.yaml")
)


def check(runner, repository, work, workflow, head):
    """What check.yml says of the merge result."""
    base = repository.git("rev-parse", "origin/main", at=work)
    repository.merge_result(work, head)
    return check_here(runner, workflow, base)


def check_here(runner, workflow, base):
    """What check.yml says of what is checked out."""
    expressions = {
        "github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.event.before": base
    }
    return runner.run(workflow("check"), "check", expressions)


def with_snapshots(work, repository, branch):
    """The author writes what reviewers read, and pushes again."""
    from click.testing import CliRunner

    from frontdesk.cli import main

    assert CliRunner().invoke(main, ["snapshot", str(work)]).exit_code == 0
    repository.git("add", "-A", at=work)
    repository.git("commit", "-q", "--amend", "--no-edit", at=work)
    repository.git("push", "-qf", "origin", f"HEAD:refs/heads/{branch}", at=work)
    return repository.git("rev-parse", "HEAD", at=work)


def test_two_changes_green_alone_and_broken_together_are_refused_naming_both_places(runner, repository, work, workflow):
    types = (work / TYPES).read_text().replace(BILLING, "")
    repository.change(work, "no-billing", {TYPES: types, HISTORY: RETIRED})
    gone = with_snapshots(work, repository, "no-billing")
    repository.change(work, "urgent", {TRIGGER: URGENT})
    urgent = with_snapshots(work, repository, "urgent")
    for head in (gone, urgent):
        alone = check(runner, repository, work, workflow, head)
        assert alone.passed, alone.log

    merged = repository.merge_result(work, gone)
    repository.git("push", "-q", "origin", f"{merged}:refs/heads/main", at=work)

    # Git makes no snapshot of two: the second author takes main over, and learns what the snapshots cannot say.
    repository.git("checkout", "-q", "--detach", urgent, at=work)
    with pytest.raises(AssertionError):
        repository.git("merge", "-q", "origin/main", at=work)
    conflicts = repository.git("diff", "--name-only", "--diff-filter=U", at=work).splitlines()
    assert conflicts
    assert all(name.startswith("snapshots/") for name in conflicts)
    repository.git("checkout", "--theirs", "snapshots", at=work)
    repository.git("commit", "-qam", "main", at=work)
    together = check_here(runner, workflow, merged)
    assert not together.passed
    (line,) = [line for line in together.log.splitlines() if line.startswith("::error")]
    assert f"file={TRIGGER},line=5" in line
    assert "FD503" in line
    assert f"{HISTORY}:2:30: gone since here" in line


def test_findings_are_left_for_programs_whether_or_not_there_are_any(runner, repository, work, workflow):
    import json

    head = repository.change(work, "typo", {TRIGGER: URGENT.replace("do: set", "do: sett")})
    assert not check(runner, repository, work, workflow, head).passed
    found = json.loads((work / "findings.sarif").read_text())
    (result,) = found["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == TRIGGER


def test_a_change_whose_snapshots_were_forgotten_is_refused(runner, repository, work, workflow):
    head = repository.change(work, "forgotten", {TRIGGER: URGENT})
    refused = check(runner, repository, work, workflow, head)
    assert not refused.passed
    assert "snapshots/shop" in refused.log


def test_the_queue_compiles_what_it_would_merge_and_says_its_digest(runner, repository, work, workflow, host):
    head = repository.change(work, "urgent", {TRIGGER: URGENT})
    group = repository.merge_result(work, head)
    runner.variables["GITHUB_SHA"] = group
    done = runner.run(workflow("review"), "queue", {"github.token": "t"})
    assert done.passed, done.log
    ((method, path, body),) = host.sent
    assert (method, path) == ("POST", f"repos/acme/support/statuses/{group}")
    assert (body["state"], body["context"]) == ("success", "frontdesk/reviewed")
    assert body["description"].startswith("sha256:")


def test_what_does_not_compile_gets_no_digest_in_the_queue(runner, repository, work, workflow, host):
    head = repository.change(work, "typo", {TRIGGER: URGENT.replace("do: set", "do: sett")})
    runner.variables["GITHUB_SHA"] = repository.merge_result(work, head)
    assert not runner.run(workflow("review"), "queue", {"github.token": "t"}).passed
    assert host.sent == []
