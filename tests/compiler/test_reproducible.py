"""The same files make the same bytes: whatever the clock, the place, the language, the order of a folder."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def build(folder: Path, output: Path, *words: str, cwd: Path = ROOT, umask: int | None = None, **variables: str) -> str:
    """Build in a process of its own; the root digest."""
    command = [
        sys.executable,
        "-m",
        "frontdesk.cli",
        "build",
        str(folder),
        "-o",
        str(output),
        "--format",
        "json",
        *words,
    ]
    run = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
        umask=-1 if umask is None else umask,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr
    return json.loads(run.stdout)["root_digest"]


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """This repository's own brands, in a folder of their own."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("brands", "environments"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "frontdesk.yaml", folder)
    return folder


@pytest.fixture(scope="module")
def expected(source, tmp_path_factory) -> str:
    return build(source, tmp_path_factory.mktemp("first") / "bundle", "--no-cache")


SURROUNDINGS = {
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "another language": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8"},
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 4711": {"PYTHONHASHSEED": "4711"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
    "no home": {"HOME": "/nonexistent", "XDG_CACHE_HOME": ""},
}


@pytest.mark.parametrize("variables", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_surroundings_do_not_matter(source, expected, tmp_path, variables):
    assert build(source, tmp_path / "bundle", "--no-cache", **variables) == expected


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_umask_does_not_matter(source, expected, tmp_path, umask):
    assert build(source, tmp_path / "bundle", "--no-cache", umask=umask) == expected


def test_the_working_folder_does_not_matter(source, expected, tmp_path):
    assert build(Path(), tmp_path / "bundle", "--no-cache", cwd=source) == expected
    assert build(source / ".." / source.name, tmp_path / "other", "--no-cache", cwd=tmp_path) == expected


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_the_order_and_the_times_of_files_do_not_matter(source, expected, tmp_path, order):
    copy = tmp_path / "copy"
    files = sorted((path for path in source.rglob("*") if path.is_file()), key=lambda path: path.name)[::order]
    for number, path in enumerate(files):
        target = copy / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (number * 86_400, number * 86_400))
    assert build(copy, tmp_path / "bundle", "--no-cache") == expected


def test_files_that_are_no_configuration_do_not_matter(source, expected, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(source, copy)
    (copy / "README.md").write_text("Not configuration.")
    (copy / ".git").mkdir()
    (copy / ".git/HEAD").write_text("ref: refs/heads/main")
    (copy / "brands/.DS_Store").write_bytes(b"\0")
    assert build(copy, tmp_path / "bundle", "--no-cache") == expected


def test_a_warm_cache_makes_the_same_bundle(source, expected, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(source, copy)
    assert build(copy, tmp_path / "cold") == expected
    assert build(copy, tmp_path / "warm") == expected
    assert contents(tmp_path / "cold") == contents(tmp_path / "warm")


def test_two_builds_at_once_into_one_folder_make_one_bundle(source, expected, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(source, copy)
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: build(copy, tmp_path / "bundle"), range(3)))
    assert made == [expected] * 3
    assert not list((tmp_path / "bundle").rglob("*.part"))
    assert contents(tmp_path / "bundle") == contents_of(build, copy, tmp_path / "alone")


def contents_of(builder, source: Path, output: Path) -> dict[str, str]:
    builder(source, output)
    return contents(output)


def contents(bundle: Path) -> dict[str, str]:
    """Every file of a bundle folder with the digest of its bytes."""
    return {
        str(path.relative_to(bundle)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(bundle.rglob("*"))
        if path.is_file()
    }
