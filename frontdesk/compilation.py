"""One compile of a folder, as `check`, `build` and `snapshot` all run it: with cache, progress and a stopwatch.

What is compiled and how is `compiler`; what a command does with the result is that command's.
"""

import gc
import os
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from compiler.blobs import AskedBlobs, Blobs, CountingBlobs, FolderBlobs
from compiler.cache import FileCache
from compiler.compile import Compiled, check_tree, compile_tree, resolve
from compiler.diagnostic import Diagnostic
from compiler.link import Linked
from compiler.made import Held
from compiler.read import NoSuchRevisionError, SourceTree, UnreadableError, read_folder, read_revision
from frontdesk.answers import key_file
from frontdesk.progress import watched

WORK = ".frontdesk"
"""Where a repository keeps what can be made again: cache, bundle, state."""


class CannotReadError(click.ClickException):
    """A file of the repository may not be read: a matter of this machine, not of what is written in it."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Run:
    """A finished compile: the tree it read, what came of it, how many files the cache spared, and how long it took."""

    tree: SourceTree
    compiled: Compiled
    cached: int
    seconds: float


def compile_folder(
    folder: Path, blobs: Blobs | None, *, use_cache: bool = True, base: str | None = None, today: str | None = None
) -> Run:
    """Compile the repository in a folder. With or without the cache, the result is the same.

    Without `blobs` nothing is made, only looked at. `base` is a revision to compare with, `today` the day by which
    waivers end. Raises `CannotReadError`.
    """
    return _compile(folder, lambda: read_folder(folder), blobs, use_cache=use_cache, base=base, today=today)


def compile_revision(
    folder: Path, revision: str, blobs: Blobs | None, *, use_cache: bool = True, base: str | None = None
) -> Run:
    """Compile a commit of the repository that `folder` is or lies in, from git's objects, without a checkout.

    What stands uncommitted in the folder plays no part. Raises `CannotReadError`.
    """
    return _compile(folder, lambda: read_revision(folder, revision), blobs, use_cache=use_cache, base=base, today=None)


def _compile(
    folder: Path,
    read: Callable[[], tuple[SourceTree, tuple[Diagnostic, ...]]],
    blobs: Blobs | None,
    *,
    use_cache: bool,
    base: str | None,
    today: str | None,
) -> Run:
    try:
        return _compile_read(folder, read, blobs, use_cache=use_cache, base=base, today=today)
    except (UnreadableError, NoSuchRevisionError) as error:
        raise CannotReadError(str(error)) from error


def _compile_read(
    folder: Path,
    read: Callable[[], tuple[SourceTree, tuple[Diagnostic, ...]]],
    blobs: Blobs | None,
    *,
    use_cache: bool,
    base: str | None,
    today: str | None,
) -> Run:
    started = time.perf_counter()
    # A compile makes few cycles and many objects: looking for cycles among them would cost a tenth of its time.
    was_collecting = gc.isenabled()
    gc.disable()
    compiled: Compiled | None = None
    cache: FileCache | None = None
    try:
        tree, findings = read()
        is_repository = any(path.startswith("brands/") for path in tree.sizes)
        cache = FileCache(folder / WORK / "cache", _seal_key()) if use_cache and is_repository else None
        earlier = None if base is None else _earlier(folder, base, cache)
        with watched(tree) as seen:
            if blobs is None:
                compiled = check_tree(seen, findings, cache, base=earlier, today=today)
            else:
                compiled = compile_tree(seen, findings, blobs, cache, base=earlier, today=today, held=_held(blobs))
    finally:
        if was_collecting:
            gc.enable()
        if cache is not None:
            cache.close(is_partial=compiled is not None and compiled.spared > 0)
    hits: Counter[str] = cache.hits if cache is not None else Counter()
    # Files of environments are looked at twice: once for what they supply to each brand.
    spared = min(hits["document"] + hits["picture"] + compiled.spared, compiled.counts["files"])
    return Run(tree, compiled, spared, round(time.perf_counter() - started, 3))


def _held(blobs: Blobs) -> Held | None:
    """Whether a store has what an earlier run made; one that cannot tell is given everything."""
    return blobs.holds if isinstance(blobs, FolderBlobs | CountingBlobs | AskedBlobs) else None


def _earlier(folder: Path, revision: str, cache: FileCache | None) -> Linked:
    """The repository at a revision, as far as its names; what the cache knew of it is not counted."""
    linked, _ = resolve(read_revision(folder, revision)[0], cache)
    if cache is not None:
        cache.hits.clear()
    return linked


def _seal_key() -> bytes:
    """The user's own key, kept outside of every repository: it is what tells our cache entries from a stranger's."""
    file = Path(key_file())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            fresh = file.with_name(f"cache-key.{os.getpid()}.part")
            fresh.touch(mode=0o600)
            fresh.write_bytes(secrets.token_bytes(32))
            fresh.replace(file)
        key = file.read_bytes()
    except (OSError, RuntimeError):
        key = b""
    # Without a key of our own nothing can be recognised later: a fresh one makes this run a cold one.
    return key if len(key) == 32 else secrets.token_bytes(32)


def counted(run: Run) -> str:
    """Files and cached files in words, as in `142 files, 139 cached`."""
    files = run.compiled.counts["files"]
    return f"{files:,} {plural('file', files)}, {run.cached:,} cached"


def findings_in_words(run: Run) -> str:
    """Errors and warnings in words."""
    errors = sum(1 for item in run.compiled.diagnostics if item.severity == "error")
    others = len(run.compiled.diagnostics) - errors
    return f"{errors} {plural('error', errors)}, {others} {plural('warning', others)}"


def plural(word: str, number: int) -> str:
    """The word for one or several."""
    return word if number == 1 else f"{word}s"
