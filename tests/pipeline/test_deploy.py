"""What installations are made from: units, image, compose file, proxy. Each is read by the program it is for."""

import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

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


WRAPPED = """#!/bin/sh
id -un; umask; env | grep -E '^(FRONTDESK_|A_PASSWORD)' | sort; echo "$#: $*"; exit 7
"""


@pytest.fixture
def wrapper():
    """The script that root types into, for a program of ours, with the example of settings."""
    with TemporaryDirectory() as name:  # not below pytest's own, which is closed to other users
        folder = Path(name)

        def install(user, *lines):
            shown, settings, command = (folder / each for each in ("shown", "frontdesk.env", "frontdesk"))
            shown.write_text(WRAPPED)
            settings.write_text((DEPLOY / "frontdesk.env").read_text() + "\n".join(lines))
            text = (DEPLOY / "frontdesk").read_text().replace("/etc/frontdesk/frontdesk.env", str(settings))
            text = text.replace("/opt/frontdesk/bin/frontdesk", str(shown))
            command.write_text(re.sub(r"^user=.*$", f"user={user}", text, flags=re.MULTILINE))
            for file, mode in ((folder, 0o755), (shown, 0o755), (command, 0o755), (settings, 0o600)):
                file.chmod(mode)
            return command

        yield install


def own_name():
    return pwd.getpwuid(os.geteuid()).pw_name


def test_what_is_typed_on_a_machine_has_the_settings_of_its_units_and_nothing_else(wrapper):
    command = wrapper(own_name(), "A_PASSWORD=a$HOME `id` # b", "#FRONTDESK_PORT=1", "FRONTDESK_NAME=last")
    done = run(command, "agents", "list all", env={**os.environ, "FRONTDESK_DESK_HOST": "elsewhere.example"})
    name, mask, *lines = done.stdout.splitlines()
    assert (done.returncode, name, mask) == (7, own_name(), "0077")
    assert lines[-1] == "2: agents list all"
    assert "A_PASSWORD=a$HOME `id` # b" in lines
    assert {"FRONTDESK_STATE=/var/lib/frontdesk", "FRONTDESK_ENVIRONMENT=production", "FRONTDESK_NAME=last"} <= set(
        lines
    )
    assert not [line for line in lines if line.startswith(("FRONTDESK_DESK_HOST", "FRONTDESK_PORT"))]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_what_root_types_is_done_by_the_user_of_the_units(wrapper):
    done = run(wrapper("nobody"), "status")
    assert (done.returncode, done.stdout.splitlines()[0]) == (7, "nobody"), done.stderr


def test_without_the_right_to_read_the_settings_nothing_is_done(wrapper):
    command = wrapper(own_name())
    command.with_name("frontdesk.env").unlink()
    done = run(command, "backup", "/var/backups/frontdesk")
    assert (done.returncode, done.stdout) == (2, "")
    assert "sudo frontdesk backup /var/backups/frontdesk" in done.stderr


def test_units_and_what_is_typed_agree_on_settings_user_and_program():
    typed = (DEPLOY / "frontdesk").read_text()
    for unit in UNITS:
        if unit.suffix == ".service":
            text = unit.read_text()
            assert f"settings={re.findall('EnvironmentFile=(.*)', text)[0]}\n" in typed
            assert f"user={re.findall('User=(.*)', text)[0]}\n" in typed
            assert f"program={re.findall('ExecStart=([^ ]*)', text)[0]}\n" in typed
            assert "--state" not in text, "there is one place that says it"
            folder = re.findall("StateDirectory=(.*)", text)[0]
            assert f"\nFRONTDESK_STATE=/var/lib/{folder}\n" in (DEPLOY / "frontdesk.env").read_text()


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
    for name in ("web", "worker", "backup"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]


def test_containers_do_what_units_do():
    from ruamel.yaml import YAML

    services = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text())["services"]
    backup, told = services["backup"], services["web"]["environment"]
    assert backup["command"] == ["backup", "/var/backups/frontdesk"]
    assert "./backups:/var/backups/frontdesk" in backup["volumes"]
    assert set(services["web"]["volumes"]) < set(backup["volumes"])
    assert (backup["profiles"], backup["restart"]) == (["backup"], "no")
    assert "PASSWORD" not in told["FRONTDESK_DATABASE_URL"], "it may have letters that mean something in an address"
    assert told["PGPASSWORD"] == services["database"]["environment"]["POSTGRES_PASSWORD"]
    assert told["FRONTDESK_SMTP_HOST"].startswith("${SMTP_HOST:?"), "the example's is the container itself"


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
