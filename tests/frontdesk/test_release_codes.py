"""Every code a runtime may refuse a release with is explained."""

import ast
import re
from pathlib import Path

from click.testing import CliRunner

from frontdesk.explain import explain

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/releases.md").read_text()


FOLDERS = ("runtime/release", "runtime/backup", "compiler/release")


def raised() -> set[str]:
    """The codes in the source of whatever refuses a release or a copy of an installation."""
    found = set()
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"FD8\d\d", node.value):
                found.add(node.value)
    return found


def test_every_code_has_a_section_and_no_section_is_left_over():
    assert set(re.findall(r"^## (FD\d+) [a-z-]+$", PAGE, re.MULTILINE)) == raised()


def test_explain_shows_the_section_of_a_code():
    run = CliRunner().invoke(explain, ["FD804"])
    assert run.exit_code == 0
    assert run.output.startswith("## FD804 wrong-bytes\n")
    assert "FD805" not in run.output
