"""Sanitised HTML as the lines a reader sees: for words of mail, footers, notices and consents.

Links show where they lead and pictures what they are called, so that a changed address is a changed line.
"""

from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "table", "dt", "dd", "br"}
)
_MARKS = {"li": "• ", "blockquote": "> ", "h1": "# ", "h2": "## ", "h3": "### ", "hr": "———"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line = ""
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._end_line()
            self._line = _MARKS.get(tag, "")
        if tag == "hr":
            self._end_line()
        if tag == "a":
            self._links.append(named.get("href", ""))
        if tag == "img":
            self._line += f"[picture {named.get('src', '')}: {named.get('alt', '')}]"
        if tag in {"td", "th"} and self._line:
            self._line += " | "

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            target = self._links.pop()
            if target:
                self._line += f" <{target}>"
        if tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            before = " " if self._line and data[:1].isspace() and not self._line.endswith(" ") else ""
            self._line += before + words + (" " if data[-1:].isspace() else "")

    def _end_line(self) -> None:
        if self._line.strip():
            self.lines.append(self._line.strip())
        self._line = ""

    def close(self) -> None:
        super().close()
        self._end_line()


def html_lines(html: str) -> tuple[str, ...]:
    """The lines of a piece of HTML, each a paragraph, item or row; none for an empty one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.lines)
