"""The read pass: a folder or a git revision to a `SourceTree`.

What exists, how large it is and how to get its bytes: nothing is parsed here. Whatever may not be read at all (symbolic
links, oversized files, names that differ only in case) is refused here, before a parser could meet it.
"""

import errno
import os
import re
import stat
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.git_trees import DamagedError, GitFolder, NoSuchRevisionError
from compiler.span import whole_file
from compiler.stamps import settled_before, stamp

__all__ = [
    "NoSuchRevisionError",
    "SourceTree",
    "UnreadableError",
    "check_names",
    "is_asset",
    "read_folder",
    "read_revision",
]

FILE_COUNT_LIMIT = 1_000_000
TOTAL_LIMIT = 20_000_000_000  # bytes of all files
ASSET_LIMIT = 25_000_000  # bytes of one file that is handed out, not read
WAITING_LIMIT = 16_000_000  # bytes of texts that are kept until they are read again
PATH_LIMIT = 255  # characters

LINK = Rule("FD020", "symbolic-link")
SAME_NAME = Rule("FD021", "names-differ-only-in-case")
NOT_A_FILE = Rule("FD022", "not-a-regular-file")
ASSET_TOO_LARGE = Rule("FD023", "asset-file-too-large")
NO_REPOSITORY = Rule("FD024", "not-a-configuration-repository")
TOO_MUCH = Rule("FD025", "repository-too-large")
STRANGE_NAME = Rule("FD026", "file-name-not-portable")

_ROOTS = ("brands", "environments")
_ROOT_FILE = "frontdesk.yaml"
LIBRARIES = "_library"  # the folder under brands/ with what brands extend
_FILE_MODES = ("100644", "100755")
_LINK_MODE = "120000"
_PLAIN = re.compile(rf"[A-Za-z0-9_./-]{{1,{PATH_LIMIT}}}").fullmatch  # names that nothing is wrong with, quickly
_SMALL_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789_./-"  # names of these alone never differ in case only


class UnreadableError(OSError):
    """A file or folder that may not be read, or is gone by now; the message names it and is fit to be shown."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(error.errno, f"cannot read {path}: {error.strerror}")

    def __str__(self) -> str:
        return str(self.strerror)


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The files of one state of a repository: sizes by path (relative, `/`), and how to read one."""

    label: str
    sizes: Mapping[str, int]
    read: Callable[[str], bytes] = field(repr=False)
    """Raises `FileNotFoundError` for a path that the tree does not have, `UnreadableError` for one it had."""
    stamps: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict, repr=False)
    """What files show of themselves (`compiler.stamps`), of those that would show every change."""


def read_folder(folder: Path) -> tuple[SourceTree, tuple[Diagnostic, ...]]:
    """The configuration files under a folder; only `frontdesk.yaml`, `environments/` and `brands/` are looked at.

    Raises `UnreadableError`.
    """
    started = time.time_ns()
    stamps: dict[str, tuple[int, ...]] = {}
    findings: list[Diagnostic] = []
    top = folder / _ROOT_FILE
    if top.is_symlink():
        findings.append(_refused_link(_ROOT_FILE))
    elif top.is_file():
        stamps[_ROOT_FILE] = stamp(top.stat())
    elif top.exists():
        findings.append(_refused_kind(_ROOT_FILE))
    for root in _ROOTS:
        if (folder / root).is_symlink():
            findings.append(_refused_link(root))
        elif (folder / root).is_dir():
            _walk(folder / root, root, stamps, findings)
    sizes = {path: stamps[path][1] for path in sorted(stamps)}
    findings += check_names(sizes)
    settled = settled_before((each[2:4] for each in stamps.values()), started)  # type: ignore[misc]  # two of five
    sure = {path: each for path, each in stamps.items() if max(each[2:4]) < settled}
    reader = _Reader(sizes, _OnDisk(str(folder), sizes))
    return SourceTree(str(folder), sizes, reader.read, sure), tuple(findings)


class _Reader:
    """Reads files of a tree. A text is read twice, for its front matter and for its body: as long as few are waiting
    for that, the second time costs nothing.
    """

    def __init__(self, sizes: Mapping[str, int], fetch: Callable[[str], bytes]) -> None:
        self._sizes = sizes
        self._fetch = fetch
        self._waiting: dict[str, bytes] = {}
        self._room = WAITING_LIMIT

    def read(self, path: str) -> bytes:
        if path not in self._sizes:  # a link or a pipe would be read otherwise, if only to show a line of it
            raise FileNotFoundError(path)
        data = self._waiting.pop(path, None)
        if data is not None:
            self._room += len(data)
            return data
        data = self._fetch(path)
        if path.endswith(".md") and len(data) <= self._room:
            self._room -= len(data)
            self._waiting[path] = data
        return data


class _OnDisk:
    """The bytes of files of a folder."""

    def __init__(self, base: str, sizes: Mapping[str, int]) -> None:
        self._base = base
        self._sizes = sizes

    def __call__(self, path: str) -> bytes:
        try:
            return _whole(os.path.join(self._base, path), self._sizes[path])  # noqa: PTH118  thousands of files
        except OSError as error:
            raise UnreadableError(path, error) from error


def _whole(path: str, size: int) -> bytes:
    """All bytes of a file, in as few calls to the system as can be when it still has the size it had."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        data = os.read(descriptor, size + 1)
        if len(data) == size:
            return data
        parts = [data]
        while more := os.read(descriptor, 1_000_000):
            parts.append(more)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def read_revision(repository: Path, revision: str) -> tuple[SourceTree, tuple[Diagnostic, ...]]:
    """The configuration files of a commit, from git's objects and without a checkout.

    Paths are relative to `repository`, which may be a folder inside the working tree. Raises `NoSuchRevisionError`.
    """
    folder = GitFolder(repository, revision)
    sizes: dict[str, int] = {}
    oids: dict[str, str] = {}
    findings: list[Diagnostic] = []
    try:
        for mode, oid, size, path in folder.files(*_ROOTS, _ROOT_FILE):
            if "/." in path or path.startswith(f"{_ROOT_FILE}/"):  # hidden, or a folder where a file should be
                continue
            if mode in _FILE_MODES:
                sizes[path], oids[path] = int(size), oid
            elif mode == _LINK_MODE:
                findings.append(_refused_link(path))
            else:
                message = f"{path} is another repository (a submodule)"
                findings.append(found(NOT_A_FILE, message, whole_file(path), hint="put the files themselves here"))
    except (DamagedError, ValueError) as error:  # git writes another word in place of a size that it cannot find out
        raise NoSuchRevisionError(f"cannot read revision {revision!r} of {repository}: {DamagedError()}") from error
    findings += check_names(sizes)
    sizes = dict(sorted(sizes.items()))
    stamps = {path: (oid,) for path, oid in oids.items()}
    return SourceTree(revision, sizes, _Reader(sizes, _InGit(folder, oids)).read, stamps), tuple(findings)


class _InGit:
    """The bytes of files of a revision."""

    def __init__(self, folder: GitFolder, oids: Mapping[str, str]) -> None:
        self._folder = folder
        self._oids = oids

    def __call__(self, path: str) -> bytes:
        try:
            return self._folder.read(self._oids[path])
        except DamagedError as error:
            raise UnreadableError(path, OSError(errno.EIO, str(error))) from error


def _walk(folder: Path, prefix: str, stamps: dict[str, tuple[int, ...]], findings: list[Diagnostic]) -> None:
    pending = [(str(folder), prefix)]
    while pending:
        where, name = pending.pop()
        if len(name) > PATH_LIMIT:  # nothing in there could be used, and systems end somewhere, too
            findings.append(_refused_name(name, _too_long(name)))
            continue
        try:
            with os.scandir(where) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        _enter(entry, f"{name}/{entry.name}", pending, stamps, findings)
        except OSError as error:
            raise UnreadableError(name, error) from error


def _enter(
    entry: os.DirEntry[str],
    path: str,
    pending: list[tuple[str, str]],
    stamps: dict[str, tuple[int, ...]],
    findings: list[Diagnostic],
) -> None:
    """Note one entry of a folder: what it shows of itself, that it is a folder, or why it is not looked at."""
    if entry.is_symlink():
        findings.append(_refused_link(path))
    elif entry.is_dir():
        pending.append((entry.path, path))
    else:
        status = entry.stat()
        if stat.S_ISREG(status.st_mode):
            stamps[path] = stamp(status)
        else:
            findings.append(_refused_kind(path))


def _refused_kind(path: str) -> Diagnostic:
    return found(NOT_A_FILE, f"{path} is not a regular file", whole_file(path), hint="delete it")


def _refused_name(path: str, problem: str) -> Diagnostic:
    hint = "rename it: letters, digits, dots, hyphens and underscores"
    readable = path.encode(errors="replace").decode()
    return found(STRANGE_NAME, problem, whole_file(readable), hint=hint)


def _refused_link(path: str) -> Diagnostic:
    return found(
        LINK,
        f"{path} is a symbolic link; links are not followed",
        whole_file(path),
        hint="put the file itself here",
    )


def check_names(sizes: dict[str, int]) -> list[Diagnostic]:
    """Findings about names and sizes that hold for folders and revisions alike; what cannot be used is taken out."""
    findings: list[Diagnostic] = []
    if not any(path.startswith("brands/") for path in sizes):
        message = "there is no brand here: no file under brands/"
        hint = "run the command where frontdesk.yaml and brands/ are, or name that folder"
        findings.append(found(NO_REPOSITORY, message, whole_file(_ROOT_FILE), hint=hint))
    total = sum(sizes.values())
    if len(sizes) > FILE_COUNT_LIMIT or total > TOTAL_LIMIT:
        message = f"{len(sizes):,} files with {total:,} bytes; {FILE_COUNT_LIMIT:,} and {TOTAL_LIMIT:,} are allowed"
        findings.append(found(TOO_MUCH, message, whole_file(_ROOT_FILE), hint="keep large files somewhere else"))
        sizes.clear()
    if _is_all_plain(sizes):
        return findings
    seen: dict[str, str] = {}
    for path in sorted(sizes):
        if not _PLAIN(path) and (problem := _strange(path)):
            findings.append(_refused_name(path, problem))
            del sizes[path]
            continue
        folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        first = seen.setdefault(folded, path)
        if first is not path:
            message = f"{path} and {first} differ only in the case or spelling of letters"
            hint = "rename one: other file systems cannot hold both"
            findings.append(found(SAME_NAME, message, whole_file(path), hint=hint))
            seen[folded] = path
        if sizes[path] > ASSET_LIMIT and (is_asset(path) or not path.endswith((".yaml", ".yml", ".md"))):
            message = f"{path} has {sizes[path]:,} bytes; {ASSET_LIMIT:,} are allowed"
            findings.append(found(ASSET_TOO_LARGE, message, whole_file(path), hint="make it smaller or link to it"))
    return findings


def _is_all_plain(sizes: Mapping[str, int]) -> bool:
    """Whether nothing can be wrong with any name or size. Found out at once: there may be hundreds of thousands."""
    letters = "".join(sizes).encode(errors="replace")
    return (
        not letters.translate(None, _SMALL_LETTERS)
        and max(map(len, sizes), default=0) <= PATH_LIMIT
        and max(sizes.values(), default=0) <= ASSET_LIMIT
    )


def is_asset(file: str) -> bool:
    """Whether a path is below `assets/` of a brand or a library: such files are served, never read."""
    parts = file.split("/", 4)
    below = 3 if len(parts) > 1 and parts[1] == LIBRARIES else 2
    return len(parts) > below + 1 and parts[0] == "brands" and parts[below] == "assets"


def _too_long(path: str) -> str:
    return f"a path of {len(path)} characters; {PATH_LIMIT} are allowed"


def _strange(path: str) -> str:
    """Why a name cannot be used on every system; empty when it can."""
    if len(path) > PATH_LIMIT:
        return _too_long(path)
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or letter in '\\:*?"<>|' for letter in path):
        return "a file name with letters that not every system can hold"
    return ""
