"""What installations are made from: units, image, compose file, proxy. Each is read by the program it is for."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pipeline.actions import BIN, ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
LINTER = "dockerfile-utils@0.16.3"


def run(*words, at=ROOT, **more):
    return subprocess.run([str(word) for word in words], cwd=at, capture_output=True, text=True, check=False, **more)


@pytest.fixture
def installed(tmp_path):
    """The units as on a machine where the program is this one."""
    for unit in UNITS:
        text = unit.read_text().replace("/opt/frontdesk/bin/frontdesk", str(BIN / "frontdesk"))
        (tmp_path / unit.name).write_text(text)
    return tmp_path


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed on this machine")
def test_systemd_has_nothing_to_say_against_the_units(installed):
    done = run("systemd-analyze", "verify", *sorted(installed.iterdir()))
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("web", "worker", "backup"):
        judged = run(
            "systemd-analyze", "security", "--offline=true", "--threshold=20", installed / f"frontdesk-{name}.service"
        )
        assert judged.returncode == 0, judged.stdout[-300:]


def test_every_unit_runs_a_command_that_exists_with_its_options():
    from click.testing import CliRunner

    from frontdesk.cli import COMMANDS, main

    for unit in UNITS:
        for words in re.findall(r"^ExecStart=/opt/frontdesk/bin/frontdesk (.*)$", unit.read_text(), re.MULTILINE):
            command = words.split()[0]
            assert command in COMMANDS
            shown = CliRunner().invoke(main, [command, "--help"]).output
            assert all(option in shown for option in re.findall(r"--[a-z-]+", words)), words


def test_the_compose_file_fits_its_published_schema_and_gives_nothing_away():
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert done.returncode == 0, done.stdout
    from ruamel.yaml import YAML

    services = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text())["services"]
    for name in ("web", "worker"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]


def test_the_image_has_no_lint_and_runs_as_nobody_in_particular(tmp_path):
    text = (DEPLOY / "Containerfile").read_text()
    stage = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER [1-9]\d*$", stage, re.MULTILINE)
    assert "HEALTHCHECK" in stage
    assert "ADD " not in text
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("the linter of image files needs node and npm")
    got = run("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", LINTER, at=tmp_path)
    if got.returncode != 0:
        pytest.skip(f"the linter cannot be had from the registry: {got.stderr[-200:]}")
    done = run(
        "node", tmp_path / "node_modules/dockerfile-utils/bin/dockerfile-utils", "lint", DEPLOY / "Containerfile"
    )
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_what_an_image_copies_holds_neither_history_nor_tests():
    ignored = (ROOT / ".dockerignore").read_text()
    assert ignored == (ROOT / ".containerignore").read_text()
    assert {".git", ".venv", "tests"} <= set(ignored.split())


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed on this machine")
def test_nginx_takes_its_configuration(tmp_path):
    key = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=help.example", "-days", "2",
        "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem",
    )  # fmt: skip
    assert key.returncode == 0, key.stderr
    text = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/frontdesk", str(tmp_path))
    text = text.replace("/var/log/nginx", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    done = run("nginx", "-t", "-q", "-c", whole, "-e", tmp_path / "error.log")
    assert done.returncode == 0, done.stderr


def test_every_setting_of_the_example_is_one_that_is_read():
    from runtime.settings import read_settings

    source = Path(read_settings.__code__.co_filename).read_text()
    for name in re.findall(r"^#?(FRONTDESK_[A-Z_]+)=", (DEPLOY / "frontdesk.env").read_text(), re.MULTILINE):
        assert f'"{name}"' in source, name


def test_nobody_s_address_of_a_ticket_is_logged_by_the_proxy():
    text = (DEPLOY / "nginx.conf").read_text()
    assert re.search(r"map \$uri \$uri_without_key", text)
    logs = re.findall(r"access_log .*", text)
    assert len(logs) == text.count("server {")
    assert all(line.endswith(" frontdesk;") for line in logs)
    for line in re.findall(r"log_format.*", text):
        assert "$request " not in line
        assert "$request_uri" not in line
