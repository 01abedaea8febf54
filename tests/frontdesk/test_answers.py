"""What was said last time is said again while nothing has changed, and never otherwise."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontdesk.answers import FILE, FOLDER, Look, folder_of, key_file
from tests.executable import frontdesk
from tests.kitchen import base

QUIET = 0.15  # seconds after which a file is sure to show it when it is written once more


@pytest.fixture(autouse=True)
def key_of_our_own(tmp_path, monkeypatch):
    """A user who has run the command before: without a key nothing is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    file = Path(key_file())
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(range(32)))


@pytest.fixture(autouse=True)
def one_day():
    """Nothing is repeated on the next day, so no test begins a moment before midnight (UTC)."""
    left = 86_400 - time.time() % 86_400
    if left < 60:
        time.sleep(left)


@pytest.fixture
def kitchen(tmp_path):
    for name, data in base().items():
        path = tmp_path / "kitchen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    time.sleep(QUIET)
    return tmp_path / "kitchen"


def check(folder, *words):
    """One run of the command; whether it was answered without a compile, its exit code, and what it said."""
    run = frontdesk("check", folder, *words)
    return run.is_repeated, run.returncode, run.stdout


def check_in_a_process(folder, *words):
    """The same, told by what a process of its own loads."""
    command = [sys.executable, "-X", "importtime", "-m", "frontdesk.start", "check", str(folder), *words]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    loaded = re.findall(r"\| +(\S+)$", run.stderr, re.MULTILINE)
    return "compiler.compile" not in loaded, run.returncode, run.stdout


def test_an_unchanged_repository_is_answered_at_once_and_alike(kitchen):
    first = check_in_a_process(kitchen)
    assert first[:2] == (False, 0)
    second = check_in_a_process(kitchen)
    assert second[:2] == (True, 0)
    assert second[2] == re.sub(r"\d+ cached", lambda match: f"{first[2].split()[0]} cached", first[2])


def test_a_finding_and_its_exit_code_are_repeated(kitchen):
    (kitchen / "brands/kitchen/groups.yaml").write_text("support: {name: Support, agents: [jim]}\n")
    time.sleep(QUIET)
    first, second = check(kitchen), check(kitchen)
    assert (first[0], second[0]) == (False, True)
    assert first[1] == second[1] == 1
    assert second[2].split("files,")[0] == first[2].split("files,")[0]


def test_every_change_is_seen(kitchen):
    check(kitchen)
    brand = kitchen / "brands/kitchen/brand.yaml"
    same_length = brand.read_text().replace("Kitchen", "Kichten")
    changes = [
        lambda: brand.write_text(same_length),
        lambda: (kitchen / "brands/kitchen/notes.yaml").write_text("{}\n"),
        (kitchen / "brands/kitchen/notes.yaml").unlink,
        lambda: brand.rename(kitchen / "brands/kitchen/brandy.yaml"),
        lambda: (kitchen / "brands/kitchen/brandy.yaml").rename(brand),
    ]
    for change in changes:
        change()
        assert check(kitchen)[0] is False


def test_a_time_that_was_put_back_does_not_hide_a_change(kitchen):
    check(kitchen)
    brand = kitchen / "brands/kitchen/brand.yaml"
    before = brand.stat()
    brand.write_text(brand.read_text().replace("Kitchen", "Kichten"))
    os.utime(brand, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert check(kitchen)[0] is False


def test_a_file_written_just_now_is_looked_at_again(kitchen):
    (kitchen / "brands/kitchen/brand.yaml").write_text("name: Kitchen\nlanguages: [en]\n")
    look = Look(["check", str(kitchen)], str(kitchen))
    assert not look.is_sure()
    time.sleep(QUIET)
    assert Look(["check", str(kitchen)], str(kitchen)).is_sure()


def test_an_answer_somebody_else_put_there_is_none(kitchen):
    check(kitchen)
    file = kitchen / FOLDER / FILE
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert check(kitchen)[0] is False
    assert check(kitchen)[0] is True


def test_other_words_are_another_question(kitchen):
    check(kitchen)
    assert check(kitchen, "--format", "json")[0] is False
    assert check(kitchen, "--format", "json")[0] is True
    assert check(kitchen)[0] is True


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["check"], "."),
        (["check", "here"], "here"),
        (["check", "--format", "json", "here"], "here"),
        (["check", "--format=json", "--strict"], "."),
        (["check", "--no-cache"], None),
        (["check", "--base", "main"], None),
        (["check", "--fix"], None),
        (["check", "-h"], None),
        (["check", "one", "two"], None),
        (["build"], None),
        ([], None),
    ],
)
def test_only_a_plain_check_can_be_repeated(words, folder):
    assert folder_of(words) == folder
