"""Power that goes off while a release is fetched and accepted: afterwards it is the old one or the new one, whole."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runtime.release.source import BundleError
from runtime.release.unneeded import reachable
from tests.signing import Machine, SignedAddress, installation, record, tiny

ROOT = Path(__file__).parents[3]
SAMPLE = 7


@pytest.fixture(scope="module")
def plug():
    """A process that fetches as it is told, and can be killed at any step."""
    words = [sys.executable, "-m", "tests.power"]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.stdin.close()


def pull(plug, folder: Path, address: SignedAddress, step: int = 0) -> tuple[int, int]:
    """Fetch and die before a step; exit code and number of steps. 0 is to live."""
    variables = {
        "FRONTDESK_RELEASES": address.url,
        "FRONTDESK_TRUST": str(address.trust),
        "FRONTDESK_STATE": str(folder / "state"),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": "0123456789abcdef" * 2,
    }
    print(json.dumps({"folder": str(folder), "step": step, "variables": variables}), file=plug.stdin, flush=True)
    answer = json.loads(plug.stdout.readline())
    return answer["status"], answer["steps"]


def steps_of(count: int) -> list[int]:
    """Every step when proving, else a seeded few, the first and the last among them."""
    every = range(1, count + 1)
    if os.environ.get("FRONTDESK_PROVE"):
        return list(every)
    return sorted({1, count, *random.Random(20261128).sample(every, min(SAMPLE, count))})


def is_whole(machine: Machine, root: str) -> bool:
    """Whether every blob of a root can be read here."""
    mirror = machine.offers._mirror
    try:
        return all(mirror.blob(name) for name in reachable(mirror, root))
    except BundleError:
        return False


@pytest.mark.parametrize("before", ["one", None], ids=["the next release", "the first release"])
def test_power_that_goes_off_while_fetching_leaves_one_release_or_the_other(plug, tmp_path, before):
    address = SignedAddress(tmp_path / "address", now=time.time())
    machine = tmp_path / "machine"
    old = None
    if before:
        old = tiny(address.folder, before, brands=2)
        address.release(record(1, old))
        assert Machine(installation(machine, address.url, address.trust), time.time).root() == old
        (machine / "state" / "asked").unlink()
    machine.mkdir(exist_ok=True)
    new = tiny(address.folder, "two", brands=2)
    address.release(record(2, new))
    away = tmp_path / "away"

    def copy(name: str) -> Path:
        shutil.copytree(machine, tmp_path / name, symlinks=True)
        return tmp_path / name

    status, count = pull(plug, copy("lives"), address)
    assert status == 0
    assert count > 15, "a download that writes so little was not watched"
    for step in steps_of(count):
        folder = copy(f"dies-{step}")
        assert pull(plug, folder, address, step) == (137, step)
        address.folder.rename(away)
        alone = Machine(installation(folder, address.url, address.trust), time.time)
        assert alone.root() in {old, new}, step
        away.rename(address.folder)
        back = Machine(installation(folder, address.url, address.trust), lambda: time.time() + 60)
        for _ in range(3):  # what the power took is found when it is read, and comes again
            back.offers.ask()
            if is_whole(back, new):
                break
        assert (back.root(), is_whole(back, new)) == (new, True), step
        assert not list((folder / "state").glob("keeping-*"))
        shutil.rmtree(folder)
