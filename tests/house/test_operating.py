"""What the pages for operators tell people to type exists, with those options; each incident says how it is seen."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdesk.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
PAGES = ("docs/operate.md", "docs/scale.md")
FENCED = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`frontdesk ([a-z][^`\n]*)`")


def commands():
    for page in PAGES:
        text = (ROOT / page).read_text()
        for block in FENCED.findall(text):
            for line in block.splitlines():
                if line.startswith("frontdesk "):
                    yield page, line.removeprefix("frontdesk ")
        for line in INLINE.findall(text):
            yield page, line


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())), ids=str)
def test_every_command_of_the_pages_exists_with_its_options(page, line):
    words = shlex.split(line)
    path = [words[0]]
    assert words[0] in COMMANDS, line
    shown = CliRunner().invoke(main, [*path, "--help"]).output
    if re.search(r"^Commands:$", shown, re.MULTILINE):
        path.append(words[1])
        done = CliRunner().invoke(main, [*path, "--help"])
        assert done.exit_code == 0, line
        shown = done.output
    for option in (word.partition("=")[0] for word in words if word.startswith("--")):
        assert re.search(rf"{re.escape(option)}\b", shown), f"{option} of frontdesk {' '.join(path)}"


def test_there_is_a_page_for_each_thing_that_goes_wrong():
    text = (ROOT / "docs/operate.md").read_text().partition("## Incidents")[2]
    titles = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert len(titles) == 11
    for part in re.split(r"^### .*$", text, flags=re.MULTILINE)[1:]:
        assert len(part.split()) > 30


def test_checks_to_be_required_are_named_as_their_jobs_are():
    """A code host knows a check by the name of its job, not of its workflow."""
    from ruamel.yaml import YAML

    words = " ".join((ROOT / "docs/operate.md").read_text().split())
    for name, job in (("check", "check"), ("review", "review")):
        text = (ROOT / f"frontdesk/starter/workflows/{name}.yml").read_text().replace("@INSTALL@", "true")
        assert f'"{YAML(typ="safe").load(text)["jobs"][job]["name"]}" (workflow `{name}`)' in words


def test_files_named_by_the_pages_are_there():
    for page in PAGES:
        for name in re.findall(r"`?((?:deploy|bench)/[\w./-]+[\w])`?", (ROOT / page).read_text()):
            assert (ROOT / name).exists(), name


def test_workflows_named_by_the_pages_are_written_by_init():
    from frontdesk.init import WORKFLOWS

    text = (ROOT / "docs/operate.md").read_text()
    for name in ("check", "review", "publish", "deploy", "rollback", "resign"):
        assert name in WORKFLOWS
        assert f"`{name}" in text, name
