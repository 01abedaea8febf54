"""The read pass: a folder or a git revision to a `SourceTree`.

What exists, how large it is and how to get its bytes: nothing is parsed here. Whatever may not be read at all (symbolic
links, oversized files, names that differ only in case) is refused here, before a parser could meet it.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.span import whole_file

FILE_COUNT_LIMIT = 1_000_000
ASSET_LIMIT = 25_000_000  # bytes of one file that is not YAML

LINK = Rule("FD020", "symbolic-link")
SAME_NAME = Rule("FD021", "names-differ-only-in-case")
NOT_A_FILE = Rule("FD022", "not-a-regular-file")
ASSET_TOO_LARGE = Rule("FD023", "asset-file-too-large")
NO_REPOSITORY = Rule("FD024", "not-a-configuration-repository")

_ROOTS = ("brands", "environments")
_ROOT_FILE = "frontdesk.yaml"


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The files of one state of a repository: sizes by path (relative, `/`), and how to read one."""

    label: str
    sizes: Mapping[str, int]
    read: Callable[[str], bytes] = field(repr=False)


def read_folder(folder: Path) -> tuple[SourceTree, tuple[Diagnostic, ...]]:
    """The configuration files under a folder; only `frontdesk.yaml`, `environments/` and `brands/` are looked at."""
    sizes: dict[str, int] = {}
    findings: list[Diagnostic] = []
    if (folder / _ROOT_FILE).is_file() and not (folder / _ROOT_FILE).is_symlink():
        sizes[_ROOT_FILE] = (folder / _ROOT_FILE).stat().st_size
    for root in _ROOTS:
        if (folder / root).is_dir() and not (folder / root).is_symlink():
            _walk(folder / root, root, sizes, findings)
        elif (folder / root).is_symlink():
            findings.append(_refused_link(root))
    findings += check_names(sizes)
    if not any(path.startswith("brands/") for path in sizes):
        findings.append(
            found(
                NO_REPOSITORY,
                "there is no brand here: no file under brands/",
                whole_file(_ROOT_FILE),
                hint="run the command where frontdesk.yaml and brands/ are, or name that folder",
            )
        )
    base = str(folder)

    def read(path: str) -> bytes:
        with open(os.path.join(base, path), "rb") as file:  # noqa: PTH123, PTH118  a hot path: thousands of files
            return file.read()

    return SourceTree(str(folder), dict(sorted(sizes.items())), read), tuple(findings)


def _walk(folder: Path, prefix: str, sizes: dict[str, int], findings: list[Diagnostic]) -> None:
    pending = [(str(folder), prefix)]
    while pending:
        where, name = pending.pop()
        with os.scandir(where) as entries:
            for entry in entries:
                path = f"{name}/{entry.name}"
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    findings.append(_refused_link(path))
                elif entry.is_dir():
                    pending.append((entry.path, path))
                else:
                    status = entry.stat()
                    if not stat.S_ISREG(status.st_mode):
                        findings.append(found(NOT_A_FILE, f"{path} is not a regular file", whole_file(path)))
                        continue
                    sizes[path] = status.st_size


def _refused_link(path: str) -> Diagnostic:
    return found(
        LINK,
        f"{path} is a symbolic link; links are not followed",
        whole_file(path),
        hint="put the file itself here, or share it with `extends:`",
    )


def check_names(sizes: Mapping[str, int]) -> list[Diagnostic]:
    """Findings about names and sizes that hold for folders and revisions alike."""
    findings: list[Diagnostic] = []
    seen: dict[str, str] = {}
    for path in sorted(sizes):
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            findings.append(
                found(
                    SAME_NAME,
                    f"{path} and {seen[folded]} differ only in the case or spelling of letters",
                    whole_file(path),
                    hint="rename one: other file systems cannot hold both",
                )
            )
        seen[folded] = path
        if not path.endswith((".yaml", ".yml")) and sizes[path] > ASSET_LIMIT:
            findings.append(
                found(
                    ASSET_TOO_LARGE,
                    f"{path} has {sizes[path]:,} bytes; {ASSET_LIMIT:,} are allowed",
                    whole_file(path),
                    hint="make it smaller or link to it",
                )
            )
    return findings
