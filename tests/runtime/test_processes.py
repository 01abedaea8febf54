import platform
import subprocess
import sys

import pytest

from runtime.processes import has_died_here, own_name
from runtime.store.tables import runtimes, workers

POD = "frontdesk-production-worker-6b7d8c9f5d"


@pytest.fixture
def ended() -> str:
    """The name of a process of this machine that is no more."""
    asked = "from runtime.processes import own_name; print(own_name())"
    return subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()


def test_a_process_of_this_machine_that_has_ended_is_known_to_be_dead(ended):
    assert has_died_here(ended)
    assert not has_died_here(own_name())


def test_a_process_of_a_machine_whose_long_name_begins_alike_is_nobody_we_can_ask(monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: f"{POD}-bbbbb")
    theirs = own_name().rsplit(".", 2)[0] + ".4194305.00000000"  # no process has so high a number
    assert has_died_here(theirs)
    monkeypatch.setattr(platform, "node", lambda: f"{POD}-aaaaa")
    assert not has_died_here(theirs)


def test_a_process_of_another_container_with_the_same_name_is_nobody_we_can_ask(ended, monkeypatch, tmp_path):
    monkeypatch.setattr("runtime.processes._NUMBERS", tmp_path)
    assert not has_died_here(ended)


def test_a_process_from_before_the_machine_was_started_again_is_nobody_we_can_ask(ended, monkeypatch, tmp_path):
    monkeypatch.setattr("runtime.processes._BOOT", tmp_path / "boot")
    (tmp_path / "boot").write_text("another")
    assert not has_died_here(ended)


@pytest.mark.parametrize("name", ["", "web", "host.12.abcd", "host.pid.abcd"])
def test_a_name_of_another_shape_is_nobody_we_can_ask(name):
    assert not has_died_here(name)


def test_a_name_fits_the_column_it_is_kept_in(monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: "n" * 253)
    longest = len(own_name().rsplit(".", 2)[0]) + len(".4194304.") + 8
    assert longest <= min(table.c.id.type.length for table in (workers, runtimes))
