"""An incremental run of a command says and makes what a cold one does, whatever happened to the files in between."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import Compiled
from frontdesk.compilation import compile_revision
from runtime.release.contents import Release
from runtime.release.source import BundleFolder
from runtime.release.verify import verify
from schemas.bundle import Root
from tests.edits import Workshop
from tests.executable import frontdesk
from tests.kitchen import base

SEQUENCES = 500 if os.environ.get("FRONTDESK_PROVE") else 6
REVISIONS = 100 if os.environ.get("FRONTDESK_PROVE") else 2
STEPS = 4  # edits of a sequence; each is compared
QUIET = 0.15  # seconds after which an answer is remembered
KILLED_AFTER = (0.3, 0.5, 0.7, 0.9, 1.2)  # seconds: while importing, reading, lowering, writing


@pytest.fixture(autouse=True)
def key_of_our_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


def run(*words: object) -> tuple[int, str]:
    """One run of the executable: its exit code and what it says."""
    ran = frontdesk(*words)
    return ran.returncode, ran.stdout


def without_counts(said: str) -> str:
    """What was said, without what the cache spared and how long it took."""
    return re.sub(r"[\d,]+ cached", "", said)


def built(answer: tuple[int, str]) -> tuple[int, dict]:
    code, said = answer
    summary = json.loads(said)
    return code, {name: value for name, value in summary.items() if name not in {"cached", "seconds"}}


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_an_incremental_run_equals_a_cold_one(seed, tmp_path):
    chance = Random(seed)
    shop = Workshop(tmp_path / "shop", chance)
    time.sleep(QUIET)
    run("build", shop.folder)
    run("check", shop.folder)
    history = [f"brands: {', '.join(shop.brands)}"]
    for step in range(STEPS):
        history += [shop.edit() for _ in range(chance.choice((1, 1, 2)))]
        where = "\n".join(history)
        if chance.random() < 0.6:
            time.sleep(QUIET)  # what nobody touched for so long is recognised without being read
        form = chance.choice(("json", "json", "text", "sarif"))
        cold = run("check", shop.folder, "--format", form, "--no-cache")
        assert cold[0] in {0, 1}, where
        incremental = run("check", shop.folder, "--format", form)
        assert without_counts(incremental[1]) == without_counts(cold[1]), where
        assert incremental[0] == cold[0], where
        if chance.random() < 0.25:
            the_answer_is_said_again(shop.folder, form, cold)
        if step == STEPS - 1 or chance.random() < 0.3:
            cold_build = built(
                run("build", shop.folder, "--format", "json", "--no-cache", "-o", tmp_path / f"cold{step}")
            )
            assert built(run("build", shop.folder, "--format", "json")) == cold_build, where
            everything_is_there(shop.folder, cold_build[1]["root_digest"])


def everything_is_there(folder: Path, root: str | None) -> None:
    """A bundle has every blob that its root stands for."""
    if root is not None:
        source = BundleFolder(folder / ".frontdesk/bundle")
        environments = source.read(root, Root).environments
        verify(Release(source, root, min(environments)))


@pytest.mark.parametrize("seed", range(REVISIONS))
def test_after_any_commits_an_incremental_compile_of_a_revision_equals_a_cold_one(seed, tmp_path):
    chance = Random(1000 + seed)
    shop = Workshop(tmp_path / "shop", chance)
    commit(shop.folder)
    compile_revision(shop.folder, "HEAD", CountingBlobs())
    history = [f"brands: {', '.join(shop.brands)}"]
    for _ in range(STEPS):
        history += [shop.edit() for _ in range(chance.choice((1, 1, 2)))]
        where = "\n".join(history)
        commit(shop.folder)
        revision = chance.choice(("HEAD", "HEAD", "HEAD~1"))
        cold = compile_revision(shop.folder, revision, CountingBlobs(), use_cache=False).compiled
        incremental = compile_revision(shop.folder, revision, CountingBlobs()).compiled
        assert compared(incremental) == compared(cold), where
        for name in sorted(cold.shards):
            assert incremental.bundle.brands[name] == cold.bundle.brands[name], (name, where)


def commit(folder: Path) -> None:
    settings = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "core.autocrlf=false")
    (folder / ".gitignore").write_text(".frontdesk/\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "--allow-empty", "-m", "one more")):
        subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


def compared(compiled: Compiled) -> tuple[object, ...]:
    return (
        compiled.diagnostics,
        dict(compiled.counts),
        compiled.root_digest,
        compiled.places,
        dict(compiled.shards),
        compiled.accepted,
    )


def the_answer_is_said_again(folder: Path, form: str, cold: tuple[int, str]) -> None:
    time.sleep(QUIET)
    for _ in range(2):
        code, said = run("check", folder, "--format", form)
        assert (code, without_counts(said)) == (cold[0], without_counts(cold[1]))


def test_a_brand_whose_blobs_were_lost_is_made_again(kitchen):
    cold = built(run("build", kitchen, "--format", "json"))
    root = cold[1]["root_digest"]
    time.sleep(QUIET)
    run("build", kitchen, "--format", "json")
    for pack in (kitchen / ".frontdesk/bundle/packs").glob("*"):
        pack.unlink()
    for path in (kitchen / ".frontdesk/bundle/blobs").glob("??/*"):
        path.unlink()
    assert built(run("build", kitchen, "--format", "json")) == cold
    everything_is_there(kitchen, root)


@pytest.fixture
def kitchen(tmp_path) -> Path:
    for name, data in base().items():
        path = tmp_path / "kitchen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "kitchen"


def started(*words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "frontdesk.start", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_run_that_was_killed_half_way_leaves_nothing_wrong(kitchen, tmp_path):
    cold = built(run("build", kitchen, "--format", "json", "--no-cache", "-o", tmp_path / "cold"))
    for seconds in KILLED_AFTER:
        process = started("build", kitchen, "--format", "json")
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert built(run("build", kitchen, "--format", "json")) == cold
        (kitchen / "brands/kitchen/kb/start" / f"after-{seconds}.md").write_text("---\ntitle: More\n---\nWords.\n")
        cold = built(run("build", kitchen, "--format", "json", "--no-cache", "-o", tmp_path / "cold"))
    assert built(run("build", kitchen, "--format", "json")) == cold


def test_a_write_that_ends_anywhere_leaves_a_cache_that_can_be_used(kitchen):
    cold = run("check", kitchen, "--format", "json", "--no-cache")
    run("check", kitchen, "--format", "json")
    (segment,) = (kitchen / ".frontdesk/cache").glob("*.segment")
    whole = segment.read_bytes()
    for end in (0, 1, 35, 36, 37, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        segment.write_bytes(whole[:end])
        segment.with_suffix(".part").write_bytes(whole[:end])
        assert run("check", kitchen, "--format", "json") == cold


def test_runs_at_the_same_time_say_and_make_the_same(kitchen, tmp_path):
    cold = built(run("build", kitchen, "--format", "json", "--no-cache", "-o", tmp_path / "cold"))
    for _ in range(2):  # over an empty cache, and over what both left
        together = [started("build", kitchen, "--format", "json") for _ in range(2)]
        for process in together:
            said, complaints = process.communicate()
            assert built((process.returncode, said.decode())) == cold, complaints.decode()
    assert built(run("build", kitchen, "--format", "json")) == cold


def test_runs_that_put_segments_together_at_the_same_time_lose_nothing(kitchen):
    article = kitchen / "brands/kitchen/kb/start/more.md"
    for number in range(12):
        article.write_text(f"---\ntitle: More\nstatus: public\n---\nRevision {number}.\n")
        run("check", kitchen, "--format", "json")
    cold = run("check", kitchen, "--format", "json", "--no-cache")
    together = [started("check", kitchen, "--format", "json", word) for word in ("--strict", "--format=json")]
    for process in together:
        assert process.communicate()[0].decode() == cold[1]
    assert run("check", kitchen, "--format", "json") == cold


def test_the_same_bytes_mean_something_else_in_another_kind_of_file(kitchen):
    run("check", kitchen)
    copied = kitchen / "brands/kitchen/fields/welcome.yaml"
    copied.parent.mkdir(exist_ok=True)
    copied.write_bytes((kitchen / "brands/kitchen/kb/start/welcome.md").read_bytes())
    assert run("check", kitchen, "--format", "json") == run("check", kitchen, "--format", "json", "--no-cache")


def an_answer_is_remembered(folder: Path) -> None:
    run("check", folder)  # the first run makes the key that answers are sealed with
    for _ in range(20):  # this program's own files may have been written just now, too
        time.sleep(QUIET)
        run("check", folder, "--format", "json")
        if (folder / ".frontdesk/answers").exists():
            return
    raise AssertionError("no answer was remembered")


def test_a_folder_that_was_moved_as_a_whole_is_seen(kitchen):
    inner = kitchen / "brands/kitchen/kb/start/inner"
    inner.mkdir()
    (inner / "_category.yaml").write_text("name: Inner\n")
    (inner / "new.md").write_text("---\ntitle: New\nstatus: public\n---\nWords.\n")
    (kitchen / "brands/kitchen/faq").mkdir(exist_ok=True)
    an_answer_is_remembered(kitchen)
    inner.replace(kitchen / "brands/kitchen/faq/inner")
    assert run("check", kitchen, "--format", "json") == run("check", kitchen, "--format", "json", "--no-cache")


def test_a_file_in_a_folder_that_programs_make_is_seen(kitchen):
    an_answer_is_remembered(kitchen)
    (kitchen / "brands/kitchen/kb/__pycache__").mkdir()
    (kitchen / "brands/kitchen/kb/__pycache__/new.md").write_text("Words.\n")
    assert run("check", kitchen, "--format", "json")[0] == 1


def test_a_folder_that_became_a_link_to_itself_is_seen(kitchen):
    an_answer_is_remembered(kitchen)
    (kitchen / "brands").replace(kitchen / "elsewhere")
    (kitchen / "brands").symlink_to("elsewhere")
    assert run("check", kitchen, "--format", "json")[0] == 1
