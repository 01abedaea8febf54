"""The few pieces of HTML that every section is made of. Whatever comes in as text goes out escaped."""

from collections.abc import Iterable
from html import escape
from typing import Final

from compiler.changes.model import Act
from schemas.names import bcp47

_UNSEEN: Final = dict.fromkeys(
    [*range(0x20), 0x7F, *range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    " ",
)
"""Characters that are not seen and change what is: controls, and those that turn the direction of others."""

ACTS: Final[dict[Act, tuple[str, str]]] = {
    "new": ("+", "new"),
    "changed": ("~", "changed"),
    "moved": ("→", "moved"),
    "reordered": ("↕", "order"),
    "gone": ("−", "gone"),
}
"""A mark and a word: nobody has to tell them by their colour."""


def plain(text: str) -> str:
    """Text for an attribute or a heading: one line, nothing unseen in it, escaped."""
    return escape(" ".join(text.translate(_UNSEEN).split()))


def said(text: str, language: str | None = None) -> str:
    """An admin's words, kept apart from ours whatever their direction."""
    spoken = f' lang="{plain(bcp47(language))}"' if language else ""
    return f"<bdi{spoken}>{plain(text)}</bdi>"


def badge(act: Act) -> str:
    """What happened to a thing."""
    mark, word = ACTS[act]
    return f'<span class="badge {act}"><span aria-hidden="true">{mark}</span> {word}</span>'


def many(number: int, one: str, several: str = "") -> str:
    """A number with its word."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def listed(items: Iterable[str], limit: int) -> str:
    """A list of HTML items; what is over the limit is counted."""
    found = list(items)
    shown = "".join(f"<li>{item}</li>" for item in found[:limit])
    more = f'<li class="quiet">and {len(found) - limit:,} more</li>' if len(found) > limit else ""
    return f"<ul>{shown}{more}</ul>"


def folded(summary: str, body: str) -> str:
    """Something to be opened; both are HTML."""
    return f"<details><summary>{summary}</summary>{body}</details>"


def old_and_new(before: Iterable[str], after: Iterable[str], language: str | None = None) -> str:
    """Lines that went and lines that came; what neither has is not shown."""
    spoken = f' lang="{plain(bcp47(language))}"' if language else ""
    gone = "".join(f'<div class="line"><del{spoken} dir="auto">{plain(line)}</del></div>' for line in before)
    come = "".join(f'<div class="line"><ins{spoken} dir="auto">{plain(line)}</ins></div>' for line in after)
    return f'<div class="words">{gone}{come}</div>' if gone or come else ""
