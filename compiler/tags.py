"""HTML as people write it, read tag by tag in one walk, wherever it breaks off.

Python's own reader is the base. Two things are other: what looks like a section of SGML is no fault of the reader, and
a tag without an end is said to have none. The base would begin again behind every such tag, with all that follows.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

_BEGUN: Final = re.compile(r"<[A-Za-z/!?]")


class TagReader(HTMLParser):
    """Reads a text once. What is found is for those who build on it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def read(self, source: str) -> int | None:
        """Read a text; where its last tag begins if that never ends: browsers show nothing from there on."""
        self.feed(source)  # never close(): that is what would begin again
        rest = self.rawdata
        if _BEGUN.match(rest):
            return len(source) - len(rest)
        if rest and self.cdata_elem is None:
            self.handle_data(unescape(rest))
        return None

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![` is a comment in HTML, to the next `>`; the base gives up where it does not know the word behind."""
        return self.parse_bogus_comment(i)
