"""What `frontdesk check` said last time, said again while nothing has changed: found before anything slow is imported.

Nothing has changed when every file of the repository and of this program is the one it was: its size, its number, the
times it was written and moved. An answer is sealed with the user's own key, as entries of the cache are: one that came
with somebody's pull request is no answer. What the files say is not looked at here; that is the compiler's.
"""

import marshal
import os
import sys
import time
from _blake2 import blake2b  # what hashlib would give us, without the rest of hashlib: this is a race against a look-up

from compiler.stamps import below, program, row, settled_before

FOLDER = ".frontdesk"
FILE = "answers"
KEPT = 8  # answers: one for each way in which the command is called here

_FLAGS = frozenset({"--strict"})
_VALUED = frozenset({"--format"})
_DAY = 86_400_000_000_000  # nanoseconds


def key_file() -> str:
    """Where the user's own key is: outside of every repository."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join("~", ".cache")  # noqa: PTH118  no pathlib: it is slow to load
    return os.path.join(os.path.expanduser(base), "frontdesk", "cache-key")  # noqa: PTH111, PTH118  as above


def folder_of(arguments: list[str]) -> str | None:
    """The repository a `check` is about; `None` for every command whose answer depends on more than files."""
    if arguments[:1] != ["check"]:
        return None
    folders: list[str] = []
    words = iter(arguments[1:])
    for word in words:
        if word in _VALUED:
            next(words, None)
        elif word.startswith("-") and word not in _FLAGS and word.partition("=")[0] not in _VALUED:
            return None
        elif not word.startswith("-"):
            folders.append(word)
    return (folders or ["."])[0] if len(folders) < 2 else None


class Look:
    """One look at a repository before it is read: what it was, and whether that can be recognised later."""

    def __init__(self, arguments: list[str], folder: str) -> None:
        self.folder = folder
        self.arguments = list(arguments)
        self._started = time.time_ns()
        asked = [*arguments, os.getcwd(), sys.stdout.isatty()]  # noqa: PTH109  as above
        self.name = blake2b(marshal.dumps(asked, 2), digest_size=8).digest()
        day = self._started // _DAY  # what is waived until a day is not waived on the next
        rows: list[object] = [*asked, day, *program()]
        for name in ("brands", "environments"):
            rows += below(os.path.join(folder, name))  # noqa: PTH118  as above
        rows.append(row(os.path.join(folder, "frontdesk.yaml")))  # noqa: PTH118  as above
        self._rows = rows

    def signature(self) -> bytes:
        """Equal for two looks only if nothing changed between them."""
        return blake2b(marshal.dumps(self._rows, 2), digest_size=32).digest()

    def is_sure(self) -> bool:
        """Whether no file is so new that it could change once more without showing it."""
        times = [each[-3:-1] for each in self._rows if isinstance(each, tuple)]
        return max(map(max, times), default=0) < settled_before(times, self._started)


_looked: dict[str, Look] = {}
"""The look that `repeat` took in this process, good for one run: it came before anything was read."""


def repeat(arguments: list[str]) -> int | None:
    """Say again what was said and give its exit code; `None` when something changed, or nothing was said yet."""
    folder = folder_of(arguments)
    if folder is None:
        return None
    key = _key()
    known = _read(folder, key) if key else {}
    if not known:
        return None
    now = _looked[folder] = Look(arguments, folder)
    answer = known.get(now.name)
    if answer is None or answer[0] != now.signature():
        return None
    sys.stdout.buffer.write(answer[1])
    sys.stdout.buffer.flush()
    code: int = answer[2]
    return code


def look(arguments: list[str]) -> Look | None:
    """A look at the repository before it is compiled; `None` where an answer could not be repeated anyway."""
    folder = folder_of(arguments)
    if folder is None or not _key():
        return None
    earlier = _looked.pop(folder, None)
    return earlier if earlier is not None and earlier.arguments == arguments else Look(arguments, folder)


def remember(before: Look, output: str, code: int) -> None:
    """Keep an answer for as long as nothing changes. Where it cannot be kept, the next run works it out again."""
    key = _key()
    if not key or not before.is_sure():
        return
    answers = {**_read(before.folder, key), before.name: (before.signature(), output.encode(), code)}
    data = marshal.dumps(dict(list(answers.items())[-KEPT:]))
    place = os.path.join(before.folder, FOLDER)  # noqa: PTH118  as above
    try:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103  as above
        partial = os.path.join(place, f"{FILE}.{os.getpid()}.part")  # noqa: PTH118  as above
        with open(partial, "wb") as file:  # noqa: PTH123  as above
            file.write(_seal(key, data) + data)
        os.replace(partial, os.path.join(place, FILE))  # noqa: PTH105, PTH118  as above
    except OSError:
        return


def _key() -> bytes:
    try:
        with open(key_file(), "rb") as file:  # noqa: PTH123  as above
            key = file.read(33)
    except OSError:
        return b""
    return key if len(key) == 32 else b""


def _read(folder: str, key: bytes) -> dict[bytes, tuple[bytes, bytes, int]]:
    try:
        with open(os.path.join(folder, FOLDER, FILE), "rb") as file:  # noqa: PTH118, PTH123  as above
            whole = file.read()
    except OSError:
        return {}
    if whole[:32] != _seal(key, whole[32:]):
        return {}
    answers: dict[bytes, tuple[bytes, bytes, int]] = marshal.loads(whole[32:])  # noqa: S302  sealed: our own bytes
    return answers


def _seal(key: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=32, key=key, person=b"answers").digest()
