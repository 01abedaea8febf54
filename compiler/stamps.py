"""What a file shows of itself without being read, and whether it would show a change.

Two looks at a file that show the same mean the same bytes, unless it is so new that it could be written twice within
one tick of the clock. Repositories and this program's own files are recognised so, here and in `frontdesk.answers`:
hence nothing slow may be imported.
"""

import operator
import os
import sys
import time
from _blake2 import blake2b  # what hashlib would give us, without the rest of hashlib
from collections.abc import Iterable
from marshal import dumps

_UNSURE = 100_000_000  # nanoseconds in which a file could be written twice and show one time
_UNSURE_WHERE_CLOCKS_ARE_COARSE = 2_500_000_000
_SECOND = 1_000_000_000
_STOREYS = ("compiler", "schemas", "frontdesk")

stamp = operator.attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""What a file shows of itself; the times it was written and moved stand before its number."""


def settled_before(times: Iterable[tuple[int, int]], started: int) -> int:
    """The moment (nanoseconds) before which a file must have been written to show every later change.

    `times` are those of all files: whether any has a part of a second tells how fine this clock is.
    """
    is_coarse = not any(moved % _SECOND for _, moved in times)
    return started - (_UNSURE_WHERE_CLOCKS_ARE_COARSE if is_coarse else _UNSURE)


def program() -> list[object]:
    """This program's own files, the interpreter, and where its libraries are installed."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  no pathlib: it is slow
    rows: list[object] = [sys.version, *(row(path) for path in sys.path if path.endswith("-packages"))]
    for storey in _STOREYS:
        rows += below(os.path.join(here, storey), skipped="__pycache__")  # noqa: PTH118  as above
    return rows


def program_version() -> bytes:
    """Equal for two runs only if nothing of the program changed between them."""
    return blake2b(dumps(program(), 2), digest_size=8).digest()


def below(folder: str, *, skipped: str = "") -> list[object]:
    """A row for everything in a folder, as deep as it goes, each with its path from there; folders `skipped` left out.

    A link to a folder is not that folder, though all that is below it is the same.
    """
    rows: list[object] = [folder, os.path.islink(folder)]  # noqa: PTH114  as above
    add, pending = rows.append, [(folder, "")]
    while pending:
        where, inside = pending.pop()
        try:
            with os.scandir(where) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == "." or name == skipped:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        add(inside + name)
                        pending.append((entry.path, f"{inside}{name}/"))
                    else:
                        add((inside + name, *stamp(entry.stat(follow_symlinks=False))))
        except FileNotFoundError:
            add(None)  # not every repository has every folder
        except OSError:
            add(time.time_ns())  # whatever this is, it is not the same as anything
    return rows


def row(path: str) -> object:
    """A row for one file or folder."""
    try:
        return (path, *stamp(os.lstat(path)))
    except OSError:
        return path
