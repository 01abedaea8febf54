"""How things are measured: CPU of finished children, their peak memory, medians of interleaved rounds."""

import os
import platform
import resource
import statistics
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user and system) and peak resident kilobytes of one process with its children."""

    cpu: float
    peak_kb: int


class Row(NamedTuple):
    """One line of the results."""

    what: str
    measured: str
    goal: str = ""
    verdict: str = ""


def verdict(value: float, goal: float, larger_is_better: bool) -> str:
    """Whether a goal is met, in a word."""
    met = value >= goal if larger_is_better else value <= goal
    return "met" if met else "**missed**"


def run(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None, codes: Collection[int] = (0,)
) -> Cost:
    """Run a command to its end and say what it cost; `CalledProcessError` when it failed."""
    pid = os.posix_spawnp(
        str(command[0]),
        [str(word) for word in command],
        {**os.environ, **(environment or {})},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in codes:
        raise subprocess.CalledProcessError(code, [str(word) for word in command])
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def interleaved(rounds: int, runs: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Medians of several measurements taken in turn, so that a noisy minute hits all alike."""
    seen: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, once in runs.items():
            seen[name].append(once())
    return {name: statistics.median(values) for name, values in seen.items()}


def machine() -> str:
    """One line about where the figures come from."""
    packages = ("ruamel.yaml", "pydantic", "comrak", "nh3", "jinja2", "tantivy", "gunicorn", "flask", "hugo")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    memory = resource.getpagesize() * os.sysconf("SC_PHYS_PAGES") // 2**30
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {memory} GB, {platform.system()}; "
        f"Python {platform.python_version()}, {versions}"
    )
