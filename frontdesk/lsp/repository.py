"""A repository as an editor has it: files of the folder with unsaved texts on top, findings and names of that state."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from compiler.compile import check_tree, resolve
from compiler.diagnostic import Diagnostic
from compiler.editing.edits import with_changes
from compiler.link import Linked
from compiler.read import SourceTree, UnreadableError, read_folder

_KEPT: Final = 50_000
_ROOTS: Final = ("brands/", "environments/")
_PATIENCE: Final = 2.0  # seconds that an answer waits for names while findings are worked out


class Memory:
    """A cache in memory: what is typed is worked out anew, everything else is remembered."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bytes], Any] = {}

    def get(self, kind: str, key: bytes) -> Any | None:
        """The value kept for a key."""
        return self._kept.get((kind, key))

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Keep a value; when there are very many, begin again."""
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[kind, key] = value


@dataclass
class Repository:
    """One folder and the texts that are open in an editor, by path; what was found out last is kept."""

    folder: Path
    open: dict[str, str] = field(default_factory=dict)
    _memory: Memory = field(default_factory=Memory)
    _linked: tuple[Mapping[str, str], Linked] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def file_of(self, path: Path) -> str | None:
        """The name of a file inside the repository; `None` for one that is no part of the configuration."""
        try:
            name = path.relative_to(self.folder).as_posix()
        except ValueError:
            return None
        return name if name == "frontdesk.yaml" or name.startswith(_ROOTS) else None

    def _tree(self, texts: Mapping[str, str]) -> tuple[SourceTree, tuple[Diagnostic, ...]]:
        """The files with texts on top of them. Raises `UnreadableError`."""
        tree, findings = read_folder(self.folder)
        changed = {file: text.encode(errors="replace") for file, text in texts.items()}
        return with_changes(tree, changed), findings

    def findings(self) -> tuple[Diagnostic, ...]:
        """Every finding, as `frontdesk check` has it. Raises `UnreadableError`."""
        texts = dict(self.open)
        tree, findings = self._tree(texts)
        with self._lock:
            today = datetime.now(tz=UTC).date().isoformat()
            found = check_tree(tree, findings, self._memory, today=today).diagnostics
            self._linked = (texts, resolve(tree, self._memory)[0])
        return found

    def linked(self) -> Linked | None:
        """Every name there is. While findings are being worked out, those of a moment ago; `None` before the first."""
        if self._linked is not None and self._linked[0] == self.open:
            return self._linked[1]
        if not self._lock.acquire(timeout=0 if self._linked is not None else _PATIENCE):
            return self._linked[1] if self._linked is not None else None
        try:
            texts = dict(self.open)
            self._linked = (texts, resolve(self._tree(texts)[0], self._memory)[0])
        except UnreadableError:
            return self._linked[1] if self._linked is not None else None
        finally:
            self._lock.release()
        return self._linked[1]

    def forget(self) -> None:
        """Files on the disk have changed: names are looked up anew."""
        self._linked = None


def repository_above(path: Path) -> Path:
    """The nearest folder that looks like a repository, at or above a path; the path itself when there is none."""
    for folder in (path, *path.parents):
        if (folder / "brands").is_dir() or (folder / "frontdesk.yaml").is_file():
            return folder
    return path
