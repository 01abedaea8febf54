"""The HTML of a theme's page between its Liquid: what a browser would refuse there, and the names it gives.

What the Liquid says is `schemas.liquid`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from compiler.tags import TagReader

_COMMENT: Final = re.compile(r"\{%-?\s*+(?P<end>end)?comment\s*+-?%\}")
_LIQUID: Final = re.compile(r"\{[{%]")
_CLOSING: Final = {"{{": "}}", "{%": "%}"}
_OURS: Final = frozenset({"html", "head", "body", "title"})
_REFUSED: Final = {
    "script": "put it into script.js",
    "style": "put it into main.css or another of the theme's style sheets",
    "link": "style sheets are main.css and its like; icons belong to the portal's profile",
    "base": "delete it: addresses are made by the portal",
    "meta": "delete it: the head of the page is made by the portal",
    "iframe": "link to the page instead",
    "object": "link to the file instead",
    "embed": "link to the file instead",
}
_LOADING: Final = frozenset({"img", "source", "video", "audio", "track", "input"})
_SCRIPT_ADDRESS: Final = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in a page that a browser or the portal would not take, and what to do instead."""

    message: str
    hint: str
    start: int
    end: int
    loads: bool = False
    """Whether it would load something from elsewhere."""


@dataclass(slots=True)
class Markup:
    """What a page's HTML says."""

    refused: list[Refused] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Classes and ids, with their dot or hash."""


def read_markup(source: str) -> Markup:
    """The HTML of a page, its Liquid blanked out."""
    blank = _blanked(source, _comments(source), " ")
    blank = _blanked(blank, _liquid(blank), "\x02")
    parser = _Parser(blank)
    unfinished = parser.read(blank)
    if unfinished is not None:
        message, hint = "this tag does not end", "write > where it ends, or &lt; where no tag is meant"
        parser.found.refused.append(Refused(message, hint, unfinished, unfinished + 1))
    return parser.found


def _blanked(source: str, parts: Iterable[tuple[int, int]], letter: str) -> str:
    """A text of the same lines and length with a letter in place of everything in some parts."""
    pieces, told = [], 0
    for start, end in parts:
        pieces += [source[told:start], re.sub(r"[^\n]", letter, source[start:end])]
        told = end
    return "".join(pieces) + source[told:]


def _comments(source: str) -> Iterator[tuple[int, int]]:
    """Where comments of Liquid stand; one that nothing ends is none."""
    begin = None
    for match in _COMMENT.finditer(source):
        if match["end"] and begin is not None:
            yield begin, match.end()
            begin = None
        elif not match["end"] and begin is None:
            begin = match.start()


def _liquid(source: str) -> Iterator[tuple[int, int]]:
    """Where Liquid stands. What nothing closes is looked for once, not behind every beginning."""
    last = {opening: source.rfind(closing) for opening, closing in _CLOSING.items()}
    place = 0
    while (match := _LIQUID.search(source, place)) is not None:
        place = match.start() + 1
        if last[match[0]] >= match.end():
            place = source.find(_CLOSING[match[0]], match.end()) + 2
            yield match.start(), place


class _Parser(TagReader):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found = Markup()
        self._lines = [0]
        for line in source.split("\n"):  # the parser counts these alone; other line ends stand inside a line
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_decl(self, decl: str) -> None:
        """A document type, which the portal writes."""
        start = self._start()
        self._refuse("the document type is the portal's", "begin with what stands in the body", start, 2 + len(decl))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element and its attributes."""
        start = self._start()
        if tag in _OURS:
            self._refuse(f"<{tag}> is the portal's", "write only what stands in the body", start, 1 + len(tag))
        elif tag in _REFUSED:
            self._refuse(f"<{tag}> is not taken in a page", _REFUSED[tag], start, 1 + len(tag))
        text, written = (self.get_starttag_text() or "").lower(), 1 + len(tag)
        for name, value in attrs:  # in the order in which they are written
            written = max(text.find(name, written), written)
            self._attribute(tag, name, value or "", start + written)
            written += len(name)

    def _attribute(self, tag: str, name: str, value: str, place: int) -> None:
        if name in ("class", "id"):
            written = (word for word in value.split() if "\x02" not in word)  # Liquid makes the others
            self.found.names.update(f"{'.' if name == 'class' else '#'}{word}" for word in written)
        elif name == "style":
            self._refuse("style= is not taken in a page", "give it a class, and the class its style", place, len(name))
        elif name.startswith("on"):
            self._refuse(f"{name}= is not taken in a page", "listen for it in script.js", place, len(name))
        elif name in ("href", "src", "action", "formaction") and _SCRIPT_ADDRESS.match(value):
            self._refuse(f"{name}= may not hold a script", "listen for a click in script.js", place, len(name))
        elif tag in _LOADING and name in ("src", "srcset", "poster") and value and not value.startswith("\x02"):
            hint = f"put the file under assets/ and write {name}=\"{{{{ 'name.png' | asset }}}}\""
            self._refuse(f"{name}= names a file that is not the brand's", hint, place, len(name), loads=True)

    def _refuse(self, message: str, hint: str, start: int, length: int, *, loads: bool = False) -> None:
        self.found.refused.append(Refused(message, hint, start, start + length, loads))

    def _start(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
