"""Where something stands in a source file.

Spans and paths into a document live here; reading files and reporting findings do not.
Lines and columns count from 1, as editors show them; columns count characters, not bytes.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
Part: TypeAlias = Literal["key", "value"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file, end exclusive; `end_line` is `line` except for block scalars and whole files."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def shown(self) -> str:
        """As editors and terminals open it: a file, with line and column where it is about something in it."""
        return self.file if self == whole_file(self.file) else f"{self.file}:{self.line}:{self.column}"


def span_after(file: str, before: str, words: str) -> Span:
    """The place of some words of a file, by what stands before them; it ends with their first line."""
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(file, line, column, line, column + max(len(words.partition("\n")[0]), 1))


def whole_file(file: str) -> Span:
    """The place of a finding about a file rather than about something in it."""
    return Span(file)
