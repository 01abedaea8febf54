"""HTML that mails may have: what every mail program shows, and nothing that runs, asks or hides.

Cleaning a body, and finding what cleaning would take out, work from one list. Bodies of articles are `compiler.bodies`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from compiler.tags import TagReader

if TYPE_CHECKING:
    import nh3

TAGS: Final = frozenset({
    "a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "i", "img", "li",
    "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
    "ul",
})  # fmt: skip
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"align"},
    "th": {"align"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

_PLAIN_TAG: Final = re.compile(rf"</?(?:{'|'.join(sorted(TAGS))})>")
_EVERYWHERE: Final = frozenset({"lang", "title"})
_ADDRESSES: Final = frozenset({"href", "src"})
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_SCHEME: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_FILES: Final = re.compile(r"""<[^<>]*?\b(?:src|href)\s*=\s*["'](assets/[A-Za-z0-9._/-]+)["']""")


@cache
def _cleaner() -> "nh3.Cleaner":
    """No style, no script, no form: what mail programs show everywhere. Addresses may be placeholders."""
    import nh3

    return nh3.Cleaner(tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)


def clean_mail(body: str, editor: str) -> str:
    """A mail's body as sanitised HTML; plain text becomes paragraphs, its line breaks stay."""
    if editor == "html":
        return str(_cleaner().clean(body)).strip()
    paragraphs = _PARAGRAPHS.split(body.strip())
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs)


def files_in(body: str) -> Iterator[tuple[int, str]]:
    """The files of the brand that a body shows or links to, each with where its path begins."""
    for match in _FILES.finditer(body):
        yield match.start(1), match[1]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something cleaning takes out. Offsets count characters, the end excluded."""

    start: int
    end: int
    said: str
    hint: str


def dropped(body: str) -> tuple[Dropped, ...]:
    """What of a body does not arrive, in order."""
    if len(_PLAIN_TAG.findall(body)) == body.count("<"):  # none, or nothing but tags that arrive as they are
        return ()
    reader = _Reader(body)
    unfinished = reader.read(body)
    if unfinished is not None:
        said, hint = "everything from here on", "write > where this tag ends, or &lt; where no tag is meant"
        reader.dropped.append(Dropped(unfinished, unfinished + 1, said, hint))
    return tuple(reader.dropped)


class _Reader(TagReader):
    def __init__(self, body: str) -> None:
        super().__init__()
        self._starts = [0]
        for line in body.split("\n")[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.dropped: list[Dropped] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag; nothing is said of the attributes of a tag that goes as a whole."""
        if tag not in TAGS:
            self._drop(f"<{tag}>", "mails have text, links, lists, tables and pictures; the rest is left out")
            return
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | _EVERYWHERE:
                self._drop(f'the attribute "{name}"', "leave it out: mails look as the installation makes them look")
            elif name in _ADDRESSES:
                self._address(value or "")

    def _address(self, value: str) -> None:
        scheme = _SCHEME.match(value)
        if scheme is not None and scheme[1].lower() not in SCHEMES:
            files = scheme[1].lower() == "data"
            hint = "put the picture under assets/ and name it so" if files else "write https://, mailto: or tel:"
            self._drop(f"an address that begins with {scheme[1].lower()}:", hint)

    def _drop(self, said: str, hint: str) -> None:
        line, column = self.getpos()
        start = self._starts[line - 1] + column
        text = self.get_starttag_text() or ""
        if self.dropped and self.dropped[-1].start == start:
            end = self.dropped[-1].end  # a tag may have thousands of attributes
        else:
            end = start + len(text.partition("\n")[0])
        self.dropped.append(Dropped(start, end, said, hint))
