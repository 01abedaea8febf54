"""`build` and `check`: what they print, what they leave behind, and what they load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.executable import frontdesk

ROOT = Path(__file__).parents[2]

FILES = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": "acme: {host: help.acme.example}\n",
    "brands/acme/brand.yaml": "name: Acme\nlanguages: [en]\ndefault_language: en\n",
    "brands/acme/bindings.yaml": "host: {type: host}\n",
    "brands/acme/portals/main.yaml": (
        "enabled: true\naddress: {host: {binding: host}, path: /}\n"
        "profile: {name: Help, logo: assets/logo.png, favicon: assets/logo.png}\ndesign: {theme: plain}\n"
        "footer: {text: Acme, links: [{id: privacy, label: Privacy, url: 'https://acme.example/privacy'}]}\n"
        "show: {inquiries: false}\n"
    ),
    "brands/acme/kb/start/_category.yaml": "name: Start\n",
    "brands/acme/kb/start/first.md": "---\ntitle: First\nstatus: public\n---\nWords.\n",
}


def process(*words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "frontdesk.cli", *(str(word) for word in words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(repository):
    written = repository(FILES)
    (written / "brands/acme/assets").mkdir()
    Image.new("1", (8, 8)).save(written / "brands/acme/assets/logo.png")
    return written


def broken(folder: Path) -> Path:
    (folder / "brands/acme/kb/start/first.md").write_text("---\ntitel: First\n---\nWords.\n")
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_json_says_exactly_what_was_promised(folder, tmp_path):
    run = frontdesk("build", folder, "-o", tmp_path / "out", "--format", "json")
    said = json.loads(run.stdout)
    assert run.returncode == 0
    assert list(said) == ["root_digest", "portals", "files", "cached", "seconds", "diagnostics"]
    pointer = json.loads((tmp_path / "out/current.json").read_text())
    assert said["root_digest"] == pointer["root"]
    assert (said["portals"], said["files"], said["cached"], said["diagnostics"]) == (1, 8, 0, [])


def test_text_says_the_same(folder, tmp_path):
    frontdesk("build", folder, "-o", tmp_path / "out")
    run = frontdesk("build", folder, "-o", tmp_path / "out")
    root = json.loads((tmp_path / "out/current.json").read_text())["root"]
    assert run.stdout.startswith(f"{root}  1 portal, 8 files, 8 cached, ")
    assert run.stderr == ""


def test_errors_are_printed_and_nothing_is_written(folder, tmp_path):
    run = frontdesk("build", broken(folder), "-o", tmp_path / "out")
    assert run.returncode == 1
    assert "FD107" in run.stdout
    assert run.stdout.rstrip().endswith("nothing was written")
    assert not (tmp_path / "out").exists()


def test_errors_leave_an_older_bundle_as_it_is(folder, tmp_path):
    frontdesk("build", folder, "-o", tmp_path / "out")
    before = everything(tmp_path / "out")
    run = frontdesk("build", broken(folder), "-o", tmp_path / "out", "--format", "json")
    assert run.returncode == 1
    assert json.loads(run.stdout)["root_digest"] is None
    assert everything(tmp_path / "out") == before


def test_an_error_found_in_the_last_pass_leaves_nothing_either(folder, tmp_path):
    # A picture is opened only when everything else has been rendered.
    (folder / "brands/acme/assets/logo.png").write_text("not a picture")
    run = frontdesk("build", folder, "-o", tmp_path / "out")
    assert (run.returncode, (tmp_path / "out").exists()) == (1, False)


def test_a_blob_that_a_crash_cut_short_is_written_again(folder, tmp_path):
    frontdesk("build", folder, "-o", tmp_path / "out")
    before = everything(tmp_path / "out")
    for path in (tmp_path / "out/blobs").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    frontdesk("build", folder, "-o", tmp_path / "out")
    assert everything(tmp_path / "out") == before


def test_many_new_blobs_go_into_one_pack_and_few_into_files(folder, tmp_path):
    for number in range(80):
        (folder / f"brands/acme/kb/start/n{number}.md").write_text(
            f"---\ntitle: N{number}\nstatus: public\n---\n{number}\n"
        )
    frontdesk("build", folder, "-o", tmp_path / "out")
    assert [path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()].count(".pack") == 1
    assert not (tmp_path / "out/blobs").exists()
    (folder / "brands/acme/kb/start/n1.md").write_text("---\ntitle: N1\nstatus: public\n---\nOther.\n")
    frontdesk("build", folder, "-o", tmp_path / "out")
    assert len([path for path in (tmp_path / "out/blobs").rglob("*") if path.is_file()]) < 10


def test_an_output_that_cannot_be_written_is_a_matter_of_the_command_line(folder, tmp_path):
    (tmp_path / "file").write_text("")
    run = frontdesk("build", folder, "-o", tmp_path / "file/out")
    assert run.returncode == 2
    assert "cannot write" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "words", [("build", "nowhere"), ("build", "--colour"), ("check", "--format", "xml"), ("bild",)]
)
def test_a_wrong_command_line_is_a_usage_error(words):
    run = frontdesk(*words)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", ["build", "check", "snapshot"])
def test_a_folder_that_is_no_repository_is_said_to_be_none(tmp_path, command):
    run = frontdesk(command, tmp_path)
    assert run.returncode == 1
    assert "FD024" in run.stdout
    assert not list(tmp_path.iterdir())


def test_check_counts_and_fails_on_warnings_only_when_strict(folder):
    (folder / "brands/acme/kb/team").mkdir()
    (folder / "brands/acme/kb/team/_category.yaml").write_text("name: Team\nstatus: member\n")
    (folder / "brands/acme/kb/team/rules.md").write_text("---\ntitle: Rules\nstatus: public\n---\nWords.\n")
    run = frontdesk("check", folder)
    assert run.returncode == 0, run.stdout
    assert ": 0 errors, 1 warning\n" in run.stdout
    assert frontdesk("check", "--strict", folder).returncode == 1


def test_an_internal_fault_has_its_own_exit_code_and_no_traceback(folder, tmp_path):
    # A part of the product that cannot be imported stands for any mistake of ours.
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nclass Broken:\n    def find_spec(self, name, *_):\n"
        "        if name == 'compiler.emit':\n            raise RuntimeError('a mistake of ours')\n"
        "sys.meta_path.insert(0, Broken())\n"
    )
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    run = process("build", folder, "-o", tmp_path / "out", PYTHONPATH=path, TMPDIR=str(tmp_path))
    assert run.returncode == 3
    assert "internal fault: RuntimeError: a mistake of ours" in run.stderr
    assert "Traceback" not in run.stderr
    (report,) = tmp_path.glob("frontdesk-fault-*.txt")
    assert "Traceback" in report.read_text()
    run = process("build", folder, PYTHONPATH=path, TMPDIR=str(tmp_path), FRONTDESK_DEBUG="1")
    assert run.returncode == 3
    assert "Traceback" in run.stderr


LOADED = """
import json, sys
from frontdesk.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
print(json.dumps(sorted(sys.modules)))
"""
HEAVY = {
    "flask",
    "werkzeug",
    "jinja2",
    "sqlalchemy",
    "alembic",
    "dbos",
    "jsonschema",
    "git",
    "babel",
    "rich",
    "httpx",
    "structlog",
}


@pytest.mark.parametrize("command", ["check", "build", "snapshot"])
def test_commands_load_no_more_than_they_need(folder, command):
    frontdesk(command, folder)
    words = [sys.executable, "-c", LOADED, command, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(run.stdout.splitlines()[-1])}
    assert not loaded & HEAVY
    # Pictures were measured by the run before, and the cache remembers.
    assert "PIL" not in loaded


def test_help_loads_no_command():
    words = [sys.executable, "-c", LOADED, "--help"]
    run = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert not {"pydantic", "compiler", "runtime", "schemas"} & loaded
