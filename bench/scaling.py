"""What a repository of very many portals costs: building, reviewing, publishing, fetching and activating one change.

One made-up repository, the installed commands, a folder as release address, served over loopback to the machine that
follows it. Everything is done once: the figures are CPU seconds and bytes, which hardly swing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bench.measure import Cost, Row, run, verdict
from bench.portals import write
from bench.web import Counted, served

BIN = Path(sys.executable).parent
ARTICLE = "kb/section-0/article-1.md"
VISITED = 500  # brands whose pages a worker is asked for


@dataclass(frozen=True)
class Repository:
    """The repository with keys beside it, its release address, and a home for caches."""

    folder: Path
    brands: int
    portals: int

    @property
    def place(self) -> Path:
        """The repository itself."""
        return self.folder / "repository"

    @property
    def address(self) -> Path:
        """Where releases lie."""
        return self.folder / "releases"

    def make(self) -> None:
        """Write it, commit it, make its keys."""
        write(self.place, self.brands, self.portals, articles=3)
        (self.place / ".gitignore").write_text(".frontdesk/\n")
        self.git("init", "-q")
        self.commit()
        self.git("repack", "-adq")  # as it lies in every clone
        self.command("keys", "init", self.folder / "keys", "--trust", self.folder / "trust")

    def git(self, *words: str) -> None:
        """One command of git."""
        settings = ("-c", "user.name=bench", "-c", "user.email=bench@bench.example", "-c", "gc.auto=0")
        subprocess.run(["git", *settings, *words], cwd=self.place, check=True, capture_output=True)

    def commit(self) -> None:
        """Everything as it is, in a commit."""
        self.git("add", "-A")
        self.git("commit", "-qm", "One more")

    def edit(self, brand: int, words: str) -> None:
        """One more sentence in one article."""
        with (self.place / f"brands/brand-{brand:05}" / ARTICLE).open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")

    def command(self, *words: object, codes: tuple[int, ...] = (0,)) -> Cost:
        """One run of the installed command."""
        home = {"XDG_CACHE_HOME": str(self.folder / "home")}
        return run([BIN / "frontdesk", *(str(word) for word in words)], home, codes=codes)

    def signed(self, command: str, *words: object) -> Cost:
        """One run of a command that signs."""
        keys = ("--keys", f"file:{self.folder / 'keys'}", "--trust", self.folder / "trust")
        return self.command(command, *words, "--address", self.address.as_uri(), *keys)

    def at_the_address(self) -> dict[str, int]:
        """Every file at the release address and its size."""
        files = (path for path in self.address.rglob("*") if path.is_file())
        return {path.relative_to(self.address).as_posix(): path.stat().st_size for path in files}


def measure(folder: Path, brands: int = 2000, portals: int = 10) -> list[Row]:
    """The rows of one shape of repository, from its first build to a rollback."""
    shop = Repository(folder, brands, portals)
    shop.make()
    name = f"{brands * portals:,} portals of {brands:,} brands"
    rows = _builds(shop, name)
    first = shop.signed("publish", shop.place)
    rows.append(Row(f"{name}, first release: CPU", f"{first.cpu:.1f} s, {_megabytes(shop):.0f} MB", "", ""))
    with served(shop.address) as web, _follower(shop, web) as follower:
        rows += _first_activation(follower, web, name)
        rows += _one_article(shop, follower, web, name)
        rows += _rollback(shop, follower, web, name)
        rows += _memory(follower, name)
    return rows


def measure_brands(folder: Path, brands: int) -> list[Row]:
    """The rows of as many brands as portals, of what runs in a repository: builds and the review of one article."""
    shop = Repository(folder, brands, 1)
    shop.make()
    name = f"{brands:,} brands of one portal each"
    rows = _builds(shop, name)
    first = shop.command("diff", "HEAD", "HEAD", "--folder", shop.place)  # as a workflow does that keeps its cache
    shop.edit(300, "Another sentence.")
    shop.commit()
    return [*rows, Row(f"{name}, first look at a revision: CPU", f"{first.cpu:.1f} s", "", ""), _review(shop, name)]


def _builds(shop: Repository, name: str) -> list[Row]:
    """The first build, and one after each of two changes, which are taken back."""
    cold = shop.command("build", shop.place)
    shop.edit(100, "One more sentence.")
    one = shop.command("build", shop.place)
    rows = [
        Row(f"{name}, first build: CPU", f"{cold.cpu:.1f} s", "", ""),
        Row(f"{name}, first build: peak memory", f"{cold.peak_kb / 1024**2:.2f} GB", "≤ 2 GB",
            verdict(cold.peak_kb / 1024**2, 2, False)),
        Row(f"{name}, build after one article: CPU", f"{one.cpu:.2f} s, {one.cpu / cold.cpu:.3f} of the first",
            "≤ 0.1 of the first", verdict(one.cpu / cold.cpu, 0.1, False)),
        *_moved_portal(shop, name, cold),
    ]  # fmt: skip
    shop.git("checkout", "-q", ".")
    return rows


def _review(shop: Repository, name: str) -> Row:
    cost = shop.command("diff", "HEAD~1", "HEAD", "--folder", shop.place, codes=(1,))
    return Row(f"{name}, review of one article (`frontdesk diff`): CPU", f"{cost.cpu:.2f} s", "≤ 10 s",
               verdict(cost.cpu, 10, False))  # fmt: skip


def _moved_portal(shop: Repository, name: str, cold: Cost) -> list[Row]:
    """A build after a change that every brand could see."""
    portal = shop.place / "brands/brand-00200/portals/portal-0.yaml"
    portal.write_text(portal.read_text().replace("path: /\n", "path: /elsewhere\n"))
    cost = shop.command("build", shop.place)
    measured = f"{cost.cpu:.2f} s, {cost.cpu / cold.cpu:.3f} of the first"
    return [Row(f"{name}, build after a portal has moved: CPU", measured, "≤ 0.2 of the first",
                verdict(cost.cpu / cold.cpu, 0.2, False))]  # fmt: skip


def _first_activation(follower: "Follower", web: Counted, name: str) -> list[Row]:
    told = follower.step("follow")
    asked = web.take()
    sent = sum(size for _, size in asked) / 1024**2
    return [
        Row(f"{name}, first fetch and activation: CPU", f"{told['cpu']:.0f} s, {told['built']} bins", "", ""),
        Row(f"{name}, first fetch", f"{len(asked)} requests, {sent:.0f} MB", "", ""),
    ]


def _one_article(shop: Repository, follower: "Follower", web: Counted, name: str) -> list[Row]:
    """One article changed: reviewed, published, fetched, activated."""
    shop.edit(300, "Another sentence.")
    shop.commit()
    review = _review(shop, name)
    before = shop.at_the_address()
    release = shop.signed("publish", shop.place)
    written = {file: size for file, size in shop.at_the_address().items() if before.get(file) != size}
    metadata = sum(size for file, size in written.items() if not file.startswith(("blobs/", "packs/")))
    told = follower.step("follow")
    asked = web.take()
    idle = _idle(asked)
    fetched = [(path, size) for path, size in asked if path not in idle]
    sent = sum(size for _, size in fetched) / 1024
    return [
        review,
        Row(f"{name}, release of one article: CPU", f"{release.cpu:.2f} s", "", ""),
        Row(f"{name}, release of one article: written", f"{len(written)} files, {sum(written.values()) / 1024:.0f} kB, "
            f"{metadata / 1024:.1f} kB of it metadata", "≤ 40 kB of metadata", verdict(metadata / 1024, 40, False)),
        Row(f"{name}, one article fetched", f"{len(fetched)} requests, {sent:.0f} kB", "≤ 10 requests",
            verdict(len(fetched), 10, False)),
        Row(f"{name}, one article activated: CPU", f"{told['cpu']:.2f} s ({told['seconds']:.2f} s of time), "
            f"{told['built']} bin", "1 bin", verdict(told["built"], 1, False)),
    ]  # fmt: skip


def _rollback(shop: Repository, follower: "Follower", web: Counted, name: str) -> list[Row]:
    cost = shop.signed("rollback", "--reason", "measured")
    told = follower.step("follow")
    asked = web.take()
    sent = sum(size for _, size in asked) / 1024
    return [
        Row(f"{name}, rollback: CPU", f"{cost.cpu:.2f} s to publish, {told['cpu']:.2f} s to activate, "
            f"{told['built']} bins built", "0 bins", verdict(told["built"], 0, False)),
        Row(f"{name}, rollback fetched, looks while waiting included", f"{len(asked)} requests, {sent:.0f} kB", "", ""),
    ]  # fmt: skip


def _memory(follower: "Follower", name: str) -> list[Row]:
    """What a worker that starts now keeps to itself, before and after many portals were visited."""
    with follower.another() as worker:
        told = worker.step("follow")
        fresh = told["private_mb"] - told["empty_mb"]
        visited = worker.step(f"visit {VISITED}")["private_mb"] - told["empty_mb"]
    return [
        Row(f"{name}, a worker starts on what is there: CPU", f"{told['cpu']:.1f} s", "", ""),
        Row(f"{name}, private memory of a worker beside its code", f"{fresh:.0f} MB, {visited:.0f} MB after visits to "
            f"{VISITED} brands", "≤ 200 MB", verdict(visited, 200, False)),
    ]  # fmt: skip


def _idle(asked: list[tuple[str, int]]) -> frozenset[str]:
    """What is asked for again and again while nothing is new."""
    paths = [path for path, _ in asked]
    return frozenset(path for path in paths if paths.count(path) > 2)


def _megabytes(shop: Repository) -> float:
    return sum(shop.at_the_address().values()) / 1024**2


class Follower:
    """A process that follows the address, step by step."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = variables
        command = [sys.executable, "-m", "bench.follower"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, env={**os.environ, **variables}, **pipes)  # type: ignore[call-overload]  # a table of options

    def step(self, word: str) -> dict[str, Any]:
        """Let it do one thing; what that cost."""
        stdin: IO[str] = self.process.stdin
        stdin.write(f"{word}\n")
        stdin.flush()
        while line := self.process.stdout.readline():
            if line.startswith('{"cpu"'):
                told: dict[str, Any] = json.loads(line)
                return told
        raise RuntimeError("the follower ended")

    def end(self) -> None:
        """Let it end."""
        self.process.stdin.close()
        self.process.wait(60)

    @contextmanager
    def another(self) -> Iterator["Follower"]:
        """One more process of the same machine."""
        other = Follower(self.variables)
        try:
            yield other
        finally:
            other.end()


@contextmanager
def _follower(shop: Repository, web: Counted) -> Iterator[Follower]:
    state = shop.folder / "state"
    state.mkdir()
    follower = Follower(
        {
            "FRONTDESK_RELEASES": web.url,
            "FRONTDESK_TRUST": str(_latest(shop.folder / "trust")),
            "FRONTDESK_STATE": str(state),
            "FRONTDESK_ENVIRONMENT": "bench",
            "FRONTDESK_SECRET_KEY": "0123456789abcdef0123456789abcdef",
            "FRONTDESK_POLL_SECONDS": "0.2",
            "FRONTDESK_BUNDLE": "",
        }
    )
    try:
        yield follower
    finally:
        follower.end()


def _latest(trust: Path) -> Path:
    """The root metadata to begin with."""
    return next(path for path in sorted(trust.iterdir()) if path.name.endswith("root.json"))
