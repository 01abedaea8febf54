"""Numbers that the processes of one machine count together: a small file each, added up by whoever asks.

Counting is one addition in memory that the file shows, so it costs a request nothing and survives a process that is
killed. What the numbers mean is known to who counts.
"""

import fcntl
import mmap
import os
import secrets
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_SUFFIX: Final = ".tally"
_PAST: Final = f"past{_SUFFIX}"


class Tally:
    """This process's numbers, by position."""

    def __init__(self, folder: Path, slots: int) -> None:
        self._lock = threading.Lock()
        self._bytes = self._opened(folder, slots * 8)
        self._slots = memoryview(self._bytes).cast("Q")

    def _opened(self, folder: Path, size: int) -> mmap.mmap:
        """The file in memory; memory alone where no file can be written: nothing is worth a request less than this."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{os.getpid()}.{secrets.token_hex(4)}{_SUFFIX}"
            with _alone(folder):  # a file without its lock would be taken for a dead process's, and removed
                self._file = path.open("x+b")  # open for as long as this process lives: its lock says so
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Written, not only made longer: a hole that a full disk cannot fill would kill the process later.
                self._file.write(bytes(size))
                self._file.flush()
            return mmap.mmap(self._file.fileno(), size)
        except OSError:
            return mmap.mmap(-1, size)

    def add(self, slot: int, number: int = 1) -> None:
        """Count."""
        with self._lock:
            self._slots[slot] += number


def totals(folder: Path, slots: int) -> tuple[int, ...]:
    """What all processes have counted together, those that are gone included."""
    if not folder.is_dir():
        return (0,) * slots
    try:
        with _alone(folder):
            rows = _rows(folder, slots)
    except OSError:
        rows = _rows(folder, slots)  # nobody puts files together where nobody can write
    return tuple(sum(column) for column in zip((0,) * slots, *rows, strict=True))


def gather(folder: Path, slots: int) -> None:
    """Put the numbers of processes that are gone into one file, so that files do not become many."""
    if not folder.is_dir():
        return
    with suppress(OSError), _alone(folder):  # where nothing can be written the files stay, and are counted one by one
        _gather(folder, slots)


def _gather(folder: Path, slots: int) -> None:
    past = folder / _PAST
    dead = [path for path in folder.glob(f"*{_SUFFIX}") if path != past and not _lives(path)]
    if not dead:
        return
    rows = [_read(path, slots) for path in (past, *dead)]
    partial = folder / f"past.{os.getpid()}.part"
    try:
        partial.write_bytes(struct.pack(f"={slots}Q", *(sum(column) for column in zip(*rows, strict=True))))
        partial.replace(past)
    finally:
        partial.unlink(missing_ok=True)
    for path in dead:
        path.unlink(missing_ok=True)


def _rows(folder: Path, slots: int) -> list[tuple[int, ...]]:
    return [_read(path, slots) for path in folder.glob(f"*{_SUFFIX}")]


def _read(path: Path, slots: int) -> tuple[int, ...]:
    """The numbers of a file; of one that is not whole, none. A version that counted less, or more, wrote others."""
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    return struct.unpack(f"={slots}Q", data) if len(data) == slots * 8 else (0,) * slots


def _lives(path: Path) -> bool:
    """Whether the process that counts there still holds its file."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody adds up while files are put together."""
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
