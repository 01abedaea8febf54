"""The demo as people run it: one command, everything on free ports, nothing left running."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "frontdesk.cli", "demo"]

STEPS = (
    "customer opens the portal",
    "customer searches and reads an article",
    "customer fills in the form",
    "customer gets a mail with the link to the ticket",
    "agent signs in and opens the ticket",
    "agent answers",
    "customer gets the answer by mail",
    "customer reads it by the link and replies",
    "agent sees the reply",
)


def test_the_demo_walks_its_own_portal_from_the_home_page_to_the_customer_s_reply():
    run = subprocess.run(
        [*COMMAND, "--once", "--port", "0"], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    lines = run.stdout.splitlines()
    assert [line.removeprefix("✓ ").partition(":")[0] for line in lines[:-1]] == list(STEPS)
    assert lines[-1] == "Everything works."


def test_the_demo_prints_its_addresses_and_stops_everything_when_told_to(tmp_path):
    process = subprocess.Popen(
        [*COMMAND, str(ROOT), "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    printed = []
    for line in process.stdout:
        printed.append(line)
        if line.startswith("Ready."):
            break
    told = "".join(printed)
    try:
        assert re.search(r"Portals\tcooking-village/main\thttp://cooking-village\.localhost:\d+/\n", told)
        assert re.search(r"Desk\tagents sign in at\thttp://cooking-village\.localhost:\d+/desk\n", told)
        assert re.search(r"Sign-ins\tjin \(admin\)\t\S{16,}\n", told)
        ports = {int(port) for port in re.findall(r"localhost:(\d+)", told)}
        assert len(ports) == 2
        children = _children(process.pid)
        assert len(children) >= 2
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert process.returncode == 0
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
    for port in ports:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=1)


def _children(parent: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def test_a_repository_that_does_not_compile_starts_nothing(tmp_path):
    (tmp_path / "frontdesk.yaml").write_text("version: 1\nenvironments: [demo]\n")
    (tmp_path / "brands/acme").mkdir(parents=True)
    (tmp_path / "brands/acme/brand.yaml").write_text("nmae: Acme\n")
    run = subprocess.run(
        [*COMMAND, str(tmp_path), "--once", "--port", "0"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "does not compile" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = subprocess.run(
            [*COMMAND, "--once", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert run.returncode == 1
    assert f"port {port} cannot be used" in run.stderr
