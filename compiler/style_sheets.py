"""A style sheet read far enough to check and publish it: its selectors, the files it names, what does not close.

Properties and values are the browser's matter. What a theme may say in one is decided in lowering.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Block: TypeAlias = Literal["rules", "frames", "declarations"]

_TOKEN: Final = re.compile(
    r"""/\*.*?(?:\*/|\Z) | \\["'\\] | "(?:\\.|[^"\\\n])*+" | '(?:\\.|[^'\\\n])*+'
    | url\(\s*+(?P<url>"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|(?:\\.|[^()"'\s\\])*+)\s*+\)
    | ["'] | [{};]""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_IMPORT: Final = re.compile(r"\s*+@import", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_WITH_RULES: Final = ("@media", "@supports", "@layer", "@container", "@scope", "@starting-style")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a style sheet and where they stand, as offsets of characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be read, where it begins, and what to do about it."""

    message: str
    hint: str
    piece: Piece


@dataclass(slots=True)
class StyleSheet:
    """What a style sheet says."""

    selectors: list[Piece] = field(default_factory=list)
    """One for each part between commas, in order."""
    addresses: list[Piece] = field(default_factory=list)
    """What stands in `url(…)`, without quotes."""
    imports: list[Piece] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_style_sheet(text: str) -> StyleSheet:
    """The parts of a style sheet; a fault does not end the reading."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = StyleSheet()
        self.open: list[tuple[Block, int]] = []
        self.begin = 0  # of what stands before the next brace or semicolon
        self._looked_at: tuple[int, bool] = (-1, False)  # such a beginning, and whether it is an import

    def read(self) -> StyleSheet:
        for match in _TOKEN.finditer(self.text):
            word = match[0]
            if match["url"] is not None:
                self._address(match)
            elif word == "{":
                self._enter(match.start())
            elif word == "}":
                self._leave(match.start())
            elif word == ";":
                self._statement(match.start())
            elif word in ('"', "'"):
                self._fault("this quotation does not end", f"write {word} where it ends", match.start())
            elif word.startswith("/*") and (len(word) < len("/**/") or not word.endswith("*/")):
                self._fault("this comment does not end", "write */ where it ends", match.start())
                break
        for _, start in self.open:
            self._fault("this block is not closed", "write } where it ends", start)
        return self.found

    def _fault(self, message: str, hint: str, start: int) -> None:
        self.found.faults.append(Fault(message, hint, Piece(self.text[start], start, start + 1)))

    def _address(self, match: re.Match[str]) -> None:
        if self._looked_at[0] != self.begin:
            self._looked_at = (self.begin, _IMPORT.match(self.text, self.begin) is not None)
        if self._looked_at[1]:
            return
        start, end = match.span("url")
        if self.text[start : start + 1] in ("'", '"'):
            start, end = start + 1, end - 1
        self.found.addresses.append(Piece(self.text[start:end], start, end))

    def _before(self, end: int) -> Piece:
        """The words since the last brace or semicolon, comments blanked out."""
        last = max(self.text.rfind("*/", self.begin, end) + 2, self.begin)  # behind it nothing ends a comment
        words = _COMMENT.sub(lambda match: " " * len(match[0]), self.text[self.begin : last]) + self.text[last:end]
        start = self.begin + len(words) - len(words.lstrip())
        self.begin = end + 1
        return Piece(words.strip(), start, start + len(words.strip()))

    def _enter(self, place: int) -> None:
        said = self._before(place)
        outside = self.open[-1][0] if self.open else "rules"
        kind: Block = "declarations"
        if said.text.startswith("@"):
            name = said.text.split(None, 1)[0].lower()
            kind = "rules" if name in _WITH_RULES else "frames" if name.endswith("keyframes") else "declarations"
        elif not said.text:
            self._fault("this block has no selector", "say before the { what it is for, as in .main_banner", place)
        elif outside != "frames":
            self.found.selectors += _parts(said)
        self.open.append((kind, place))

    def _leave(self, place: int) -> None:
        self.begin = place + 1
        if self.open:
            self.open.pop()
        else:
            self._fault("this } closes nothing", "delete it", place)

    def _statement(self, place: int) -> None:
        said = self._before(place)
        if said.text.lower().startswith("@import"):
            self.found.imports.append(said)


def _parts(selectors: Piece) -> list[Piece]:
    """A list of selectors at its commas, those inside brackets left alone."""
    parts, depth, begin = [], 0, 0
    for index, letter in enumerate((*selectors.text, ",")):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and (depth <= 0 or index == len(selectors.text)):
            words = selectors.text[begin:index]
            start = selectors.start + begin + len(words) - len(words.lstrip())
            parts.append(Piece(words.strip(), start, start + len(words.strip())))
            begin = index + 1
    return [part for part in parts if part.text]


def with_addresses(text: str, address: Callable[[str], str | None]) -> str:
    """The style sheet with other addresses in its `url(…)`; `None` keeps one as it is."""
    made, position = [], 0
    for piece in read_style_sheet(text).addresses:
        new = address(piece.text)
        if new is not None:
            made += [text[position : piece.start], new]
            position = piece.end
    return "".join((*made, text[position:]))
