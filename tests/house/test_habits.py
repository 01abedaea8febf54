"""The habits around the code: workflow, hooks and changelog are as safe and as complete as they say."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github/workflows"
BIN = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing_in_workflows_and_hooks():
    done = run(str(BIN / "zizmor"), "--offline", "--quiet", ".")
    assert done.returncode == 0, done.stdout


def test_workflows_fit_their_published_schema():
    files = [str(path) for path in WORKFLOWS.glob("*.yml")]
    assert files
    done = run(str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *files)
    assert done.returncode == 0, done.stdout


def test_every_action_is_pinned_by_its_full_commit_and_says_its_version():
    for path in WORKFLOWS.glob("*.yml"):
        for line in path.read_text().splitlines():
            if re.search(r"\buses:", line):
                assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+(\.\d+)*$", line), line


def test_workflows_may_only_read_unless_a_job_says_otherwise():
    """Which jobs those are is listed in `tests/pipeline/test_workflows.py`."""
    for path in WORKFLOWS.glob("*.yml"):
        text = path.read_text()
        assert "\npermissions:\n  contents: read\n" in text or "\npermissions: {}\n" in text
        assert "write" not in re.findall(r"^  [a-z-]+: (read|write|none)$", text, re.MULTILINE)


def test_hooks_fetch_nothing():
    text = (ROOT / ".pre-commit-config.yaml").read_text()
    assert re.findall(r"- repo: (\S+)", text) == ["local"]
    assert run(str(BIN / "pre-commit"), "validate-config").returncode == 0


def test_every_changelog_fragment_has_a_known_type_and_words():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["towncrier"]
    known = {row["directory"] for row in settings["type"]}
    for path in (ROOT / settings["directory"]).glob("*"):
        if path.name != "README.md":
            assert re.fullmatch(r"\+[a-z0-9-]+\.([a-z]+)\.md", path.name), path.name
            assert path.name.split(".")[1] in known, path.name
            assert path.read_text().strip()


def test_every_target_of_the_makefile_is_explained():
    text = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", text, re.MULTILINE), target
