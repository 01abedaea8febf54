"""Words of admins inside Markdown, where they may be anything but must do nothing.

A word that could mean something to any reader of Markdown (a mention, a link, markup, a number of an issue) stands as
code, in which nothing has a meaning; letters that cannot be seen, or that turn others round, are written as escapes.
"""

import re
from typing import Final

from compiler.report import visible

_SAFE: Final = re.compile(r"[(“„«]*+[^\W_]*(?:[-’'/][^\W_]+)*[)”“»]*[.,;:!?…]*|[→·–—%…]")
"""A word of letters and digits with the punctuation of prose around it, or a sign of ours."""
_LINKED: Final = re.compile(r"[Gg][Hh]-[0-9]+.*|[0-9A-Fa-f]{7,64}[.,;:!?]*")
"""What some code host makes a link of by itself: numbers of issues, names of commits."""
_NUMBERED: Final = re.compile(r"[0-9]+[.)].*|[+–—-]+")
"""What begins a list at the start of a line."""


def inert(words: str) -> str:
    """Words in one line of Markdown, as harmless as they read."""
    parts: list[str] = []
    code: list[str] = []
    for token in visible(words).replace("\t", " ").split(" "):
        if _is_plain(token) and (parts or code or not _NUMBERED.fullmatch(token)):
            if code:
                parts.append(_as_code_and_rest(" ".join(code)))
                code = []
            parts.append(token)
        else:
            code.append(token)
    if code:
        parts.append(_as_code_and_rest(" ".join(code)))
    return " ".join(parts)


def _is_plain(token: str) -> bool:
    return _SAFE.fullmatch(token) is not None and _LINKED.fullmatch(token) is None


def _as_code_and_rest(words: str) -> str:
    """Words as code, a comma or full stop behind it as what it is."""
    inner = words.rstrip(",.;:")
    return as_code(inner) + words[len(inner) :] if inner.strip() else as_code(words)


def as_code(words: str) -> str:
    """Words as a code span, whatever backticks they hold."""
    fence = "`" * (longest_run(words) + 1)
    pad = " " if words.startswith("`") or words.endswith("`") or not words.strip() else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def longest_run(words: str) -> int:
    """The most backticks in a row."""
    return max((len(run) for run in re.findall(r"`+", words)), default=0)


def in_cell(words: str) -> str:
    """Words in a cell of a table: signs that mean anything are written as numbers, so that no bar ends the cell."""
    told = []
    for token in visible(words).replace("\t", " ").split(" "):
        told.append(token if _is_plain(token) else f"<code>{_as_numbers(token)}</code>")
    return " ".join(told).replace("</code> <code>", " ")


def _as_numbers(token: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-." else f"&#{ord(letter)};" for letter in token)


def fenced(lines: tuple[str, ...], indent: str) -> list[str]:
    """Lines as a block of code that shows a difference; no line of it can end it."""
    shown = [visible(line) for line in lines]
    fence = "`" * max(3, max((longest_run(line) for line in shown), default=0) + 1)
    return [f"{indent}{fence}diff", *(f"{indent}{line}" for line in shown), f"{indent}{fence}"]
