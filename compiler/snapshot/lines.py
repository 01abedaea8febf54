"""Lines a reviewer can trust: one fact each, nothing hidden in them, and none moved by a change elsewhere.

No numbering, no aligned columns, no counts over other lines: a fact that did not change keeps its line as it is.
"""

import unicodedata

# Letters by their category that nobody can see.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def visible(value: str) -> str:
    """A value on one line, with every character that cannot be seen, or that turns others round, as an escape."""
    if value.isascii() and value.isprintable() and "\\" not in value:
        return value
    return "".join(_letter(letter) for letter in value)


def _letter(letter: str) -> str:
    if letter == "\\":
        return "\\\\"
    if letter == "\n":
        return "\\n"
    is_odd_space = letter != " " and unicodedata.category(letter) == "Zs"
    if letter in _FILLERS or is_odd_space or unicodedata.category(letter) in _HIDDEN:
        return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"
    return letter


class Lines:
    """Collects the lines of one snapshot. Only `fact` and `item` take values; labels are our own words."""

    def __init__(self, title: str, about: str) -> None:
        self._lines = [visible(title), about]
        self._depth = 0

    def section(self, name: str) -> "Lines":
        """Begin a section; what follows stands in it."""
        self._lines += ["", f"# {name}"]
        self._depth = 0
        return self

    def fact(self, label: str, value: str) -> None:
        """One fact: a label and a value. An empty value is written as such."""
        shown = visible(value)
        self._add(f"{label}: {shown}" if shown else f"{label}: (empty)")

    def fact_if(self, label: str, value: str | None) -> None:
        """A fact, if there is one."""
        if value:
            self.fact(label, value)

    def item(self, name: str, words: str = "", remark: str = "") -> "Lines":
        """Something with facts of its own: its id first, then its words, then what holds for it in brackets.

        Used as a context, what is written inside stands below it.
        """
        said = f": {visible(words)}" if words else ""
        self._add(f"{visible(name)}{said}{f' [{visible(remark)}]' if remark else ''}")
        return self

    def sentence(self, words: str) -> None:
        """A line that was put into words elsewhere, with its own indentation."""
        said = words.lstrip(" ")
        self._add(words[: len(words) - len(said)] + visible(said))

    @property
    def is_at_top(self) -> bool:
        """Whether the next line stands directly in its section."""
        return self._depth == 0

    def nothing(self, words: str = "(none)") -> None:
        """Say that a section has nothing in it."""
        self._add(words)

    def _add(self, line: str) -> None:
        self._lines.append("  " * self._depth + line)

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1

    def text(self) -> str:
        """The snapshot's bytes to be, ending in a line break."""
        return "\n".join(self._lines) + "\n"
