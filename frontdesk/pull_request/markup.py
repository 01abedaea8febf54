"""Whether Markdown of a stranger may stand in a comment that is written in our name.

It is judged by what it becomes: rendered as code hosts do, then looked at element by element. It may have headings,
lists, tables, code and parts that fold. It may not call people, show pictures, hide anything, lead where it does not
say, or leave an element open that would swallow what comes after it. What is not allowed makes the whole of it
unusable: nothing is repaired, because an honest review has nothing to repair.
"""

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

import comrak

LONGEST: Final = 65_000
"""Letters, so that what we add still fits into a comment."""

_OPEN_ENDED: Final = {"br", "hr"}
_ALLOWED: Final = _OPEN_ENDED | {
    "a", "blockquote", "code", "del", "details", "em", "h1", "h2", "h3", "h4", "h5", "h6", "ins", "kbd", "li", "ol",
    "p", "pre", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES: Final = {
    ("a", "href"),
    ("td", "align"),
    ("th", "align"),
    ("ol", "start"),
    ("code", "class"),
    ("details", "open"),
}
_WHOLE: Final = re.compile(r"(?:[^<]|</?[a-zA-Z][^<>]*>)*+")
"""Every `<` begins an element that also ends: a comment left open would swallow all that follows it."""
_ADDED: Final = "<hr />\n<p>what we add</p>\n"
"""What becomes of our own words below: in a fence left open they would be code, in a list a part of it."""
_CLASS: Final = re.compile(r"language-[a-z]{1,20}")
_CALL: Final = re.compile(r"(?<![\w`/.@+-])@[A-Za-z0-9]")
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def objection(markdown: str) -> str | None:
    """Why this may not be posted, in our words; `None` when it may."""
    if len(markdown) > LONGEST:
        return f"it has more than {LONGEST} letters"
    if any(
        letter in _TURNING or (unicodedata.category(letter) == "Cc" and letter not in "\n\t") for letter in markdown
    ):
        return "it has letters that cannot be seen or that turn words round"
    html = _rendered(f"{markdown}\n\n---\nwhat we add\n")
    if not html.endswith(_ADDED):
        return "it swallows what comes after it"
    if not _WHOLE.fullmatch(html):
        return "it has half an element or hides something"
    looker = _Looker()
    looker.feed(html)
    looker.close()
    if looker.objection is None and looker.open:
        return "it leaves an element open"
    return looker.objection


def _rendered(markdown: str) -> str:
    extension, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.table = extension.strikethrough = extension.autolink = extension.tasklist = True
    render.unsafe_ = True  # what would be left out has to be seen
    return comrak.render_markdown(markdown, extension_options=extension, render_options=render)


class _Looker(HTMLParser):
    """Looks at every element; the first objection stays."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.objection: str | None = None
        self.open: list[str] = []
        self._address: str | None = None
        self._told = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self._object("it has an element that no review has")
        for name, value in attrs:
            if (tag, name) not in _ATTRIBUTES or (name == "class" and not _CLASS.fullmatch(value or "")):
                self._object("it has an element with something no review has")
        if tag == "a":
            self._address, self._told = dict(attrs).get("href") or "", ""
        if tag not in _OPEN_ENDED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _OPEN_ENDED:
            return
        if not self.open or self.open.pop() != tag:
            self._object("its elements do not close in order")
        if tag == "a":
            if self._told not in {self._address, (self._address or "").partition("://")[2], (self._address or "")[7:]}:
                self._object("it has a link that leads elsewhere than it says")
            self._address = None

    def handle_data(self, data: str) -> None:
        if self._address is not None:
            self._told += data
        if "code" not in self.open and "pre" not in self.open and _CALL.search(data):
            self._object("it calls somebody")

    def handle_comment(self, data: str) -> None:
        self._object("it hides something")

    def handle_decl(self, decl: str) -> None:
        self._object("it hides something")

    def handle_pi(self, data: str) -> None:
        self._object("it hides something")

    def unknown_decl(self, data: str) -> None:
        self._object("it hides something")

    def _object(self, words: str) -> None:
        self.objection = self.objection or words
