"""What earlier runs worked out, by the hash of what it was worked out from: an incremental run equals a cold one.

Values are plain data; what they mean is known to the passes that keep them (`documents`, `lower`). A cache can be
deleted at any time. Entries are sealed with a key of the user's own, so that a damaged entry, or one that came with
somebody's pull request, is no entry.
"""

import hashlib
import marshal
import sqlite3
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol, TypeAlias

Plain: TypeAlias = Any  # str | int | float | bool | None | bytes | tuple | dict of the same

SIZE_LIMIT = 500_000_000  # bytes: a larger cache is begun anew
_SEAL = 16  # bytes
_LIBRARIES = ("comrak", "nh3", "ruamel.yaml.clib", "pillow")
_BUSY_SECONDS = 0.5


class Cache(Protocol):
    """Values by kind and key."""

    def get(self, kind: str, key: bytes) -> Plain | None:
        """The value kept for a key; `None` when there is none that can be trusted."""

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Keep a value."""


class NoCache:
    """Remembers nothing: every run is a cold one."""

    def get(self, kind: str, key: bytes) -> Plain | None:
        """Nothing."""
        return None

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Forget it."""


class FileCache:
    """A cache in one file of a folder, for one version of the compiler; others' files are removed.

    Whatever is wrong with the file (damaged, locked, not writable), the run goes on without it.
    """

    def __init__(self, folder: Path, seal_key: bytes) -> None:
        self._key = seal_key[:64]
        self.hits: Counter[str] = Counter()
        self._database = _open(folder, f"{_version()}.sqlite")

    def get(self, kind: str, key: bytes) -> Plain | None:
        """The value kept for a key; `None` when there is none that can be trusted."""
        if self._database is None:
            return None
        try:
            row = self._database.execute("select sealed from kept where kind = ? and key = ?", (kind, key)).fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        if row is None or not isinstance(row[0], bytes):
            return None
        seal, data = row[0][:_SEAL], row[0][_SEAL:]
        if seal != self._seal(kind, key, data):
            return None
        self.hits[kind] += 1
        return marshal.loads(data)  # noqa: S302  sealed: these are our own bytes

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        """Keep a value."""
        if self._database is None:
            return
        data = marshal.dumps(value)
        try:
            self._database.execute(
                "insert or replace into kept values (?, ?, ?)", (kind, key, self._seal(kind, key, data) + data)
            )
        except sqlite3.Error:
            self._give_up()

    def close(self) -> None:
        """Write down what was kept."""
        if self._database is None:
            return
        try:
            self._database.commit()
            self._database.close()
        except sqlite3.Error:
            pass
        self._database = None

    def _seal(self, kind: str, key: bytes, data: bytes) -> bytes:
        made = hashlib.blake2b(digest_size=_SEAL, key=self._key)
        made.update(f"{kind}\0".encode() + key + b"\0" + data)
        return made.digest()

    def _give_up(self) -> None:
        """Go on without: another run holds the file, or a disk has lost part of it."""
        if self._database is not None:
            self._database.close()
        self._database = None


def _open(folder: Path, name: str) -> sqlite3.Connection | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for other in folder.iterdir():
            if not other.name.startswith(name) or other.stat().st_size > SIZE_LIMIT:
                other.unlink(missing_ok=True)
        return _connect(folder / name)
    except OSError:
        return None


def _connect(file: Path, *, anew: bool = False) -> sqlite3.Connection | None:
    if anew:
        for part in file.parent.glob(f"{file.name}*"):
            part.unlink(missing_ok=True)
    database = None
    try:
        database = sqlite3.connect(file, timeout=_BUSY_SECONDS)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = off")
        database.execute(
            "create table if not exists kept (kind text not null, key blob not null, sealed blob not null,"
            " primary key (kind, key)) without rowid"
        )
    except sqlite3.OperationalError:
        # Another run has it: that is no damage, and it must not be taken away from under it.
        if database is not None:
            database.close()
        return None
    except sqlite3.DatabaseError:
        if database is not None:
            database.close()
        return None if anew else _connect(file, anew=True)
    return database


def _version() -> str:
    """A digest of everything but the input that decides a value: our own code, its libraries, the interpreter."""
    seen = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        try:
            seen.update(f"{library} {version(library)}\0".encode())
        except PackageNotFoundError:
            seen.update(f"{library} -\0".encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        seen.update(source.read_bytes())
    return seen.hexdigest()[:16]
