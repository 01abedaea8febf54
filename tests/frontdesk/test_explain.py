"""`frontdesk explain`: the page of a code, or the nearest one."""

import os
import pty
import subprocess
import sys

from click.testing import CliRunner

from compiler.catalogue import RULES
from frontdesk.explain import explain, pages


def run(*words: str):
    return CliRunner().invoke(explain, words)


def test_a_code_shows_its_page_as_it_is_written():
    shown = run("FD101")
    assert shown.exit_code == 0
    assert shown.output == (pages() / "FD101-unknown-key.md").read_text()


def test_a_code_may_be_small_and_a_name_will_do():
    assert run("fd101").output == run("FD101").output == run("unknown-key").output


def test_a_built_in_policy_shows_its_page():
    assert run("privacy-link").output == (pages().parent / "policies/privacy-link.md").read_text()


def test_an_unknown_code_names_the_nearest_and_is_a_usage_error():
    shown = run("unknwon-key")
    assert shown.exit_code == 2
    assert shown.output == 'there is no code "unknwon-key"; did you mean "unknown-key"?\n'


def test_without_a_code_every_code_is_listed():
    assert [line.split()[0] for line in run().output.splitlines()] == [rule.code for rule in RULES]


def test_on_a_terminal_the_page_is_drawn():
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "frontdesk.cli", "explain", "FD101"]
    subprocess.run(command, stdout=writer, check=True, env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"})
    os.close(writer)
    drawn = b""
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:
            break
        if not part:
            break
        drawn += part
    assert b"\x1b[" in drawn
    assert b"```" not in drawn
