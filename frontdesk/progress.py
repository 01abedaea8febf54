"""A bar on the terminal while a compile takes more than a second; nothing at all anywhere else.

Progress is counted by files read, so the passes need not know that anybody is watching.
"""

import sys
import time
from collections.abc import Iterator
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
            self._shown = self._show()
        if self._shown is not None and self._done % 20 == 0:
            progress, task = self._shown
            progress.update(task, completed=min(self._done, self._total))

    def _show(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import Progress

        progress = self._stack.enter_context(Progress(console=Console(stderr=True), transient=True))
        return progress, progress.add_task("compiling", total=self._total)
