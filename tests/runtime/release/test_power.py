"""Power that goes off anywhere in an activation: what is served afterwards is the old release or the new one, whole."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from runtime.release.current import Current
from schemas.release import POINTER

ROOT = Path(__file__).parents[3]
SAMPLE = 10


@dataclass
class Plug:
    """A process that activates as it is told, and can be killed at any step."""

    process: "subprocess.Popen[str]"

    def pull(self, folder: Path, step: int = 0) -> tuple[int, int]:
        """Activate what `folder` offers and die before a step; exit code and number of steps. 0 is to live."""
        variables = {
            "FRONTDESK_BUNDLE": str(folder / "bundle"),
            "FRONTDESK_STATE": str(folder / "state"),
            "FRONTDESK_ENVIRONMENT": "test",
            "FRONTDESK_SECRET_KEY": "0123456789abcdef" * 2,
        }
        order = {"folder": str(folder), "step": step, "variables": variables}
        print(json.dumps(order), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        return answer["status"], answer["steps"]


@pytest.fixture(scope="module")
def plug() -> Iterator[Plug]:
    words = [sys.executable, "-m", "tests.power"]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Plug(process)
        process.stdin.close()


@dataclass
class Shop:
    """A machine that serves one release and is offered the next."""

    folder: Path
    old: str
    new: str
    copies: int = 0

    def copy(self) -> Path:
        """The machine as it was before the power went off."""
        self.copies += 1
        folder = self.folder.parent / f"copy-{self.copies}"
        shutil.copytree(self.folder, folder)
        return folder


@pytest.fixture
def shop(publisher, start, tmp_path) -> Shop:
    publisher.revision(1)
    start()
    publisher.revision(2)
    folder = tmp_path / "machine"
    folder.mkdir()
    shutil.copytree(publisher.bundle, folder / "bundle")
    shutil.copytree(tmp_path / "state", folder / "state")
    return Shop(folder, publisher.roots[0], publisher.roots[1])


@pytest.fixture
def wake(release_settings, clock) -> Callable[[Path], Current]:
    """The machine when power is back."""
    return lambda folder: Current(replace(release_settings, bundle=folder / "bundle", state=folder / "state"), clock)


def words(current: Current) -> dict[str, str]:
    """What the article of each brand and the search say."""
    snapshot = current.snapshot
    return {
        place.brand.id: snapshot.page(place, "/en/articles/first").plain.decode().partition("Revision ")[2][0]
        + str(len(snapshot.search(place, "ko", "비밀").hits))
        for place in snapshot.release.places
    }


def steps_of(count: int) -> list[int]:
    """Every step when proving, else a seeded few, the first and the last among them."""
    every = range(1, count + 1)
    if os.environ.get("FRONTDESK_PROVE"):
        return list(every)
    return sorted({1, count, *random.Random(20261127).sample(every, min(SAMPLE, count))})


def test_power_that_goes_off_at_any_step_leaves_the_old_release_or_the_new_one_whole(shop, plug, wake):
    status, count = plug.pull(shop.copy())
    assert status == 0
    assert count > 10, "an activation that writes so little was not watched"
    for step in steps_of(count):
        folder = shop.copy()
        assert plug.pull(folder, step) == (137, step)
        alone = shop.folder.parent / f"without-a-pointer-{step}"
        shutil.copytree(folder, alone)
        current = wake(folder)
        assert (current.snapshot.release.root_digest, current.refused) == (shop.new, None), step
        assert words(current) == {"acme": "21", "bolt": "01"}, step
        # With the bundle's pointer lost on top, the machine's own memory has to be whole.
        (alone / "bundle" / POINTER).unlink()
        remembered = wake(alone)
        assert remembered.snapshot.release.root_digest in {shop.old, shop.new}, step
        revision = "2" if remembered.snapshot.release.root_digest == shop.new else "1"
        assert words(remembered) == {"acme": f"{revision}1", "bolt": "01"}, step
        for place in (folder, alone):
            assert not [path for path in (place / "state").rglob("*.part") if path.parent.name in {"pages", "search"}]
            shutil.rmtree(place)


def test_a_disk_that_is_full_refuses_the_new_release_and_the_old_one_goes_on(shop, wake):
    # A limit on the length of files does what a full disk does: the first bytes are taken, the rest are not.
    script = (
        "import os, resource, json, signal; from runtime.settings import read_settings\n"
        "from runtime.release.current import Current\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "current = Current(read_settings(os.environ))\n"
        "print(json.dumps([current.snapshot.release.root_digest, current.refused.code, current.refused.reason]))\n"
    )
    variables = {
        "FRONTDESK_BUNDLE": str(shop.folder / "bundle"),
        "FRONTDESK_STATE": str(shop.folder / "state"),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": "0123456789abcdef" * 2,
    }
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    root, code, reason = json.loads(run.stdout.splitlines()[-1])
    assert (root, code) == (shop.old, "FD809")
    assert "full" in reason or "disk" in reason
    current = wake(shop.folder)
    assert (current.snapshot.release.root_digest, current.refused) == (shop.new, None)
    assert words(current) == {"acme": "21", "bolt": "01"}
