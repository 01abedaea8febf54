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


@pytest.mark.parametrize("moment", ["2001-09-09 01:46:40", "2036-11-27 12:00:00"])
def test_the_clock_does_not_matter(source, expected, tmp_path, moment):
    if shutil.which("faketime") is None:
        pytest.skip("faketime is not installed: the clock of a process cannot be turned")
    # What faketime does, without its wrapper: a library that stands in for the system's clock.
    said = subprocess.run(["faketime", "-f", "+0", "env"], capture_output=True, text=True, check=True).stdout
    preload = next(line.partition("=")[2] for line in said.splitlines() if line.startswith("LD_PRELOAD="))
    clock = {"LD_PRELOAD": preload, "FAKETIME": f"@{moment}", "FAKETIME_NO_CACHE": "1"}
    assert build(source, tmp_path / "bundle", "--no-cache", **clock) == expected


def other_pythons() -> list[Path]:
    """Every Python of this machine that we support and are not running on, one of each version, newest first."""
    homes = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    homes += Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin")
    found: dict[str, Path] = {}
    for path in (home / f"python3.{minor}" for home in homes for minor in range(11, 20)):
        if path.is_file():
            said = subprocess.run(
                [path, "-c", "import venv, sys; print(sys.version)"], capture_output=True, check=False
            )
            if said.returncode == 0:  # pyenv puts stand-ins on the path for versions that are not switched on
                found.setdefault(path.name, path)
    found.pop(f"python3.{sys.version_info.minor}", None)
    return [found[name] for name in sorted(found, key=lambda name: -int(name.partition(".")[2]))]


def test_the_version_of_python_does_not_matter(source, expected, tmp_path):
    pythons = other_pythons()
    if not pythons:
        pytest.skip("there is no other Python from 3.11 on here")
    uv = Path(sys.executable).with_name("uv")
    for python in pythons if os.environ.get("FRONTDESK_PROVE") else pythons[:1]:
        home = tmp_path / python.name
        subprocess.run([uv, "venv", "-q", "--python", python, home], check=True)
        words = [uv, "pip", "install", "-q", "--python", home / "bin/python", "-c", ROOT / "constraints.txt", ROOT]
        got = subprocess.run(words, capture_output=True, text=True, check=False)
        if got.returncode != 0:
            pytest.skip(f"packages for {python.name} cannot be had: {got.stderr[-300:]}")
        words = [home / "bin/frontdesk", "build", source, "-o", home / "bundle", "--no-cache", "--format", "json"]
        run = subprocess.run(words, capture_output=True, text=True, check=False, cwd=home)
        assert run.returncode == 0, run.stderr
        assert json.loads(run.stdout)["root_digest"] == expected, python.name


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
