"""Example brands with changes, in memory: one or two of them beside what they share, compiled as `check` compiles.

What is said of an untouched copy (a library no brand here extends) is left out of what is said of a changed one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from compiler.compile import check_tree, resolve
from compiler.diagnostic import Diagnostic
from compiler.read import SourceTree, read_folder

ROOT = Path(__file__).parents[1]
TODAY = "2026-03-01"
_SHARED = ("_organization", "_library")
_OF_OTHERS = ("brands/_organization/placeholders.yaml", "brands/_organization/answer_templates/hello.yaml")


class _Remembered:
    """A cache in memory: every story costs what its changed files cost."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}

    def get(self, kind: str, key: str) -> Any:
        return self.kept.get((kind, key))

    def put(self, kind: str, key: str, value: Any) -> None:
        self.kept[kind, key] = value


_CACHE = _Remembered()


@cache
def _original(brands: tuple[str, ...]) -> Mapping[str, bytes]:
    """Every file that has to do with some brands; what shared files say of others is left out."""
    tree = read_folder(ROOT)[0]
    files = {}
    for path in tree.sizes:
        home = path.split("/")[1] if path.startswith("brands/") else ""
        if home in ("", *_SHARED, *brands) and (path not in _OF_OTHERS or {"game-a", "nordic"} <= {*brands}):
            files[path] = tree.read(path)
        if path.startswith("environments/"):
            parts = re.split(r"(?m)^(?=[a-z_#])", files[path].decode())
            files[path] = "".join(part for part in parts if part.split(":")[0] in (*_SHARED, *brands)).encode()
    if "easy-printer" in brands:
        files[_OF_OTHERS[0]] = tree.read(_OF_OTHERS[0])
    return files


@cache
def _before(brands: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((item.code, item.message) for item in Repository(brands).check())


@dataclass
class Repository:
    """Some brands; paths are those of the first unless they begin with a folder of the repository."""

    brands: tuple[str, ...]
    changed: dict[str, bytes | None] = field(default_factory=dict)

    def path(self, name: str) -> str:
        return name if name.startswith(("brands/", "environments/")) else f"brands/{self.brands[0]}/{name}"

    @property
    def files(self) -> dict[str, bytes]:
        files: dict[str, bytes | None] = {**_original(self.brands), **self.changed}
        return {path: data for path, data in sorted(files.items()) if data is not None}

    def text(self, name: str) -> str:
        return self.files[self.path(name)].decode()

    def put(self, name: str, data: str | bytes | None) -> "Repository":
        """The repository with a file added, replaced or (`None`) taken away."""
        written = data.encode() if isinstance(data, str) else data
        return Repository(self.brands, {**self.changed, self.path(name): written})

    def swap(self, name: str, old: str, new: str) -> "Repository":
        """The repository with some words of a file, which must be there, replaced by others."""
        assert old in self.text(name), f"{name} does not say {old!r}"
        return self.put(name, self.text(name).replace(old, new, 1))

    @property
    def tree(self) -> SourceTree:
        files = self.files
        return SourceTree("examples", {path: len(data) for path, data in files.items()}, files.__getitem__)

    def check(self, base: "Repository | None" = None) -> tuple[Diagnostic, ...]:
        """Everything `check` says, compared with an earlier state where one is given."""
        earlier = None if base is None else resolve(base.tree)[0]
        return check_tree(self.tree, (), _CACHE, base=earlier, today=TODAY).diagnostics

    def said(self, base: "Repository | None" = None) -> list[Diagnostic]:
        """What is said because of the changes."""
        known = _before(self.brands)
        return [item for item in self.check(base) if (item.code, item.message) not in known]

    def only(self, base: "Repository | None" = None) -> str:
        """The one finding there is: `error FD401 forms/bug.yaml "the words it is about"`; it says what to write."""
        found = self.said(base)
        assert len(found) == 1, [(item.code, item.message, item.span.file) for item in found]
        finding = found[0]
        assert finding.hint, finding.message
        return self.told(finding)

    def told(self, finding: Diagnostic) -> str:
        """A finding in one line: how much it weighs, its code, its file and the line it points at."""
        file = finding.span.file.removeprefix(f"brands/{self.brands[0]}/")
        try:
            line = self.files[finding.span.file].decode().split("\n")[finding.span.line - 1].strip()
        except (KeyError, UnicodeDecodeError):
            line = ""
        return f"{finding.severity} {finding.code} {file}: {line}"
