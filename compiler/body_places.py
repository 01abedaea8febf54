"""Where in the Markdown of a body links, pictures, headings and raw HTML stand.

Only asked when there is something to report: the body is rendered once more, with source positions and without any
safety, and what comes out is never shown to anybody.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import comrak

from compiler.bodies import options

Part: TypeAlias = Literal["link", "picture", "title_heading", "raw_html"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Something in a body: lines and columns from 1, the end exclusive; `words` are a picture's alternative text."""

    part: Part
    target: str
    line: int
    column: int
    end_column: int
    words: str = ""


_ELEMENT = re.compile(r'<(a|img|h1)\b([^>]*?)data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"([^>]*)>')
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
_WORDS = re.compile(r'alt="([^"]*)"')
_PARTS: dict[str, Part] = {"a": "link", "img": "picture", "h1": "title_heading"}


def places(markdown: str) -> Iterator[Placed]:
    """Links, pictures and first-level headings in order."""
    extension, render = options(True)
    lines = markdown.splitlines()
    unsafe = comrak.render_markdown(markdown, extension_options=extension, render_options=render)
    for match in _ELEMENT.finditer(unsafe):
        attributes = match[2] + match[7]
        address, words = _ADDRESS.search(attributes), _WORDS.search(attributes)
        line, column = int(match[3]), _letters(lines, int(match[3]), int(match[4]) - 1) + 1
        end = _letters(lines, line, int(match[6])) + 1 if match[5] == match[3] else column + 1
        target = html.unescape(address[1]) if address else ""
        yield Placed(
            _PARTS[match[1]], target, line, column, max(end, column + 1), html.unescape(words[1]) if words else ""
        )


def _letters(lines: list[str], line: int, count: int) -> int:
    """A position counted in bytes, as comrak counts, in letters."""
    if not 0 < line <= len(lines):
        return count
    return len(lines[line - 1].encode()[:count].decode(errors="ignore"))


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?:.+?)(?<!`)\1(?!`)")
_RAW = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>?|!\[CDATA\[|![A-Z]|\?)")


def raw_html(markdown: str) -> Iterator[Placed]:
    """Raw HTML tags outside code; comments are not meant for readers and may stay."""
    fence = ""
    for number, line in enumerate(markdown.splitlines(), 1):
        opening = _FENCE.match(line)
        if fence:
            fence = "" if opening and opening[1].startswith(fence) and not line.strip(" `~") else fence
            continue
        if opening:
            fence = opening[1]
            continue
        if line.startswith(("    ", "\t")):
            continue
        bare = _CODE.sub(lambda match: " " * len(match[0]), line)
        for match in _RAW.finditer(bare):
            yield Placed("raw_html", match[0], number, match.start() + 1, match.end() + 1)
