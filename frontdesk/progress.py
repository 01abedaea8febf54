"""A bar on the terminal while work takes more than a second; nothing at all anywhere else.

A compile is counted by files read, so the passes need not know that anybody is watching; other work says how far it is.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from compiler.read import SourceTree

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds before a bar is worth looking at


@contextmanager
def watched(tree: SourceTree) -> Iterator[SourceTree]:
    """The tree, with a bar on the terminal that follows how much of it has been read."""
    if not sys.stderr.isatty():
        yield tree
        return
    with ExitStack() as stack:
        bar = _Bar(tree, stack)

        def read(path: str) -> bytes:
            bar.advance()
            return tree.read(path)

        yield replace(tree, read=read)


class _Bar:
    """Appears when its time has come; Markdown is read twice, once for its front matter and once for its body."""

    def __init__(self, tree: SourceTree, stack: ExitStack) -> None:
        self._total = sum(2 if path.endswith(".md") else 1 for path in tree.sizes)
        self._stack = stack
        self._started = time.monotonic()
        self._done = 0
        self._shown: tuple[Progress, TaskID] | None = None

    def advance(self) -> None:
        self._done += 1
        if self._shown is None and time.monotonic() - self._started > PATIENCE:
            self._shown = _shown(self._stack, "compiling", self._total)
        if self._shown is not None and self._done % 20 == 0:
            progress, task = self._shown
            progress.update(task, completed=min(self._done, self._total))


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for work that says how far it is; `what` is being done."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with ExitStack() as stack:
        started = time.monotonic()
        shown: list[tuple[Progress, TaskID]] = []

        def watch(done: int, total: int) -> None:
            if not shown and time.monotonic() - started > PATIENCE:
                shown.append(_shown(stack, what, total))
            for progress, task in shown:
                progress.update(task, completed=done, total=total)

        yield watch


def _shown(stack: ExitStack, what: str, total: int) -> "tuple[Progress, TaskID]":
    from rich.console import Console
    from rich.progress import Progress

    progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
    return progress, progress.add_task(what, total=total)
