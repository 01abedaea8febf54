"""The executable run in this process: what it says, its exit code, and whether it only repeated an answer.

A process of its own is for tests of what is loaded, of signals and of surroundings; it takes half a second longer.
"""

import io
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

from frontdesk import start

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """A finished run, as `subprocess.run` tells it."""

    returncode: int
    stdout: str
    stderr: str
    is_repeated: bool


def frontdesk(*words: object, cwd: Path = ROOT) -> Ran:
    """One run of `frontdesk WORDS` with nobody at a terminal."""
    arguments = [str(word) for word in words]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    repeated: list[bool] = []

    def repeat(asked: list[str]) -> int | None:
        said = answered(asked)
        repeated.append(said is not None)
        return said

    answered = start.repeat
    code: object = 0
    # The argument list is the process's own: there is no other way to give it to a command that reads it.
    given = patch.object(sys, "argv", ["frontdesk", *arguments])
    with given, patch.object(start, "repeat", repeat), chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            start.main()
        except SystemExit as end:
            code = end.code
    said, complaints = (stream.buffer.getvalue().decode() for stream in (out, err))
    return Ran(code if isinstance(code, int) else int(code is not None), said, complaints, repeated == [True])
