"""Markdown bodies to safe HTML, one at a time.

Rendering, sanitising, headings, links and the plain text for search live here. Links by name (`article:…`) stay names
in the result: the runtime turns them into the reader's portal and language. Where in the source something stands is
`compiler.body_places`; whether a link may stand there is decided in lowering.
"""

import html
import math
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import comrak
import nh3

from schemas.bundle import TocEntry

LINK_SCHEMES = frozenset({"article", "category", "faq", "notice", "ask", "portal"})
HEADING_LIMIT = 500  # making their anchors unique takes quadratic time
DEPTH_LIMIT = 60  # lists, quotes and emphasis inside each other: sanitising them takes quadratic time
HTML_LIMIT = 6_000_000  # characters of HTML from one body
_WORDS_A_MINUTE, _CJK_A_MINUTE = 220, 500

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "img", "input", "li", "ol", "p", "pre", "section",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
    "li": {"id"},
    "input": {"type", "checked", "disabled"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLASSES = {
    "div": {
        "markdown-alert",
        *(f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")),
    },
    "p": {"markdown-alert-title"},
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as a page shows it and as search reads it.

    `is_suspicious` says that something was written that cannot be shown as it stands: raw HTML, a link that leads
    nowhere, a picture without words, a heading as large as the title.
    """

    html: str
    text: str
    contents: tuple[TocEntry, ...]
    minutes: int
    targets: tuple[str, ...] = ()
    """Where links and pictures lead, in order."""
    is_suspicious: bool = False
    refused: str = ""
    """Why nothing was rendered: a limit that protects the compiler."""


@cache
def options(sourcepos: bool = False) -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    """How Markdown is read; with `sourcepos` the HTML is unsafe and says where each element stands."""
    extension, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.table = extension.strikethrough = extension.autolink = extension.alerts = True
    extension.footnotes = extension.tasklist = extension.cjk_friendly_emphasis = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        extension.header_id_prefix = ""
    render.unsafe_ = render.sourcepos = sourcepos
    return extension, render


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "tel", *LINK_SCHEMES},
        link_rel="noopener noreferrer",
    )


# A pattern walks once over what strangers write. Behind the cleaner every `<` begins a tag, and every tag ends.
_ANCHOR = re.compile(r'<a href="#[^"<>]*"[^<>]*></a>(?=</h[1-6]>)')
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">((?:[^<]++|<(?!/?h[1-6][ >]))*+)</h\1>')
_HEADING_LINE = re.compile(
    r"^(?:[ \t>*+\-.)0-9]*+(?:#{1,6}+(?=[ \t\n])|=++[ \t]*+$)|(?:[ \t>*+.)0-9]*+-)++[ \t]*+$)", re.MULTILINE
)
_ALERT_KIND = re.compile(r'<p class="markdown-alert-title">(?:Note|Tip|Important|Warning|Caution)</p>')
_TAG = re.compile(r"<[^<>]+>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|pre|tr|dd|dt)>|<br ?/?>")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_NESTING = re.compile(r"<(/?)(?:blockquote|ul|ol|li|em|strong|del|div|section)\b")
_REL_INSIDE = re.compile(
    r'(<a [^<>]*href="(?:#|assets/|article:|category:|faq:|notice:|ask:|portal:)[^"]*"[^<>]*?)'
    r' rel="noopener noreferrer"'
)
_SUSPICIOUS = re.compile(r'<!-- raw HTML omitted -->|href=""|alt=""|<h1|<img src="(?!assets/)')
_SUSPICIOUS_WORDS = ("<!-- raw HTML omitted -->", 'href=""', 'alt=""', "<h1", "<img ")


def render(markdown: str) -> Rendered:
    """A body in Markdown as sanitised HTML, with its headings and plain text."""
    if _may_be_headings(markdown) and _count(_HEADING_LINE, _with_plain_ends(markdown), HEADING_LIMIT) > HEADING_LIMIT:
        return _refused(f"more than {HEADING_LIMIT} headings in one text")
    extension, render_options = options()
    raw = comrak.render_markdown(markdown, extension_options=extension, render_options=render_options)
    if len(raw) > HTML_LIMIT:
        return _refused(f"the text becomes a page of {len(raw):,} letters; {HTML_LIMIT:,} are allowed")
    if _depth(raw) > DEPTH_LIMIT:
        return _refused(f"lists, quotes or emphasis nested more than {DEPTH_LIMIT} levels deep")
    clean = _ANCHOR.sub("", _cleaner().clean(raw))
    if ' rel="' in clean:
        clean = _REL_INSIDE.sub(r"\1", clean)
    text = plain_text(clean)
    found = tuple(targets(clean))
    return Rendered(clean, text, tuple(_contents(clean)), minutes(text), found, _is_suspicious(raw))


def _refused(reason: str) -> Rendered:
    return Rendered("", "", (), 1, refused=reason)


def _is_suspicious(raw: str) -> bool:
    """Whether rendered Markdown holds what cannot be shown; most of it does not even hold the words for it."""
    return any(word in raw for word in _SUSPICIOUS_WORDS) and bool(_SUSPICIOUS.search(raw))


def _may_be_headings(markdown: str) -> bool:
    """Whether there can be too many headings: each has one of these marks, and most texts have few of them."""
    return sum(markdown.count(mark) for mark in "#=-") > HEADING_LIMIT


def _with_plain_ends(markdown: str) -> str:
    """A text whose lines all end in one way: Markdown knows three."""
    return markdown.replace("\r\n", "\n").replace("\r", "\n") if "\r" in markdown else markdown


def _count(pattern: re.Pattern[str], text: str, limit: int) -> int:
    """How often a pattern is found, counted no further than just above the limit."""
    return sum(1 for _, _ in zip(range(limit + 1), pattern.finditer(text), strict=False))


def _depth(raw: str) -> int:
    """How deep elements of rendered Markdown lie inside each other; bodies with few of them are not walked."""
    if raw.count("<blockquote") + raw.count("<ul") + raw.count("<ol") + raw.count("<em") + raw.count("<strong") < 20:
        return 0
    depth = deepest = 0
    for match in _NESTING.finditer(raw):
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest


def plain_text(clean: str) -> str:
    """The words of sanitised HTML in one line."""
    if "<" in clean:
        said = _ALERT_KIND.sub("", clean) if "markdown-alert" in clean else clean
        clean = _TAG.sub("", _BLOCK_END.sub(" ", said))
    return " ".join(html.unescape(clean).split())


def minutes(text: str) -> int:
    """Reading time, at least one minute; letters count where words have no spaces."""
    rest, runs = (text, 0) if text.isascii() else _CJK.subn(" ", text)
    letters = len(text) - len(rest) + runs
    others = len(rest.split())
    return max(1, math.ceil(letters / _CJK_A_MINUTE + others / _WORDS_A_MINUTE))


def _contents(clean: str) -> Iterator[TocEntry]:
    for level, anchor, inner in _HEADING.findall(clean):
        yield TocEntry(level=int(level), anchor=html.unescape(anchor), title=plain_text(inner))


_TARGET = re.compile(r'(?:href|src)="([^"]*)"')


def targets(clean: str) -> Iterator[str]:
    """Where links and pictures of sanitised HTML lead, in order."""
    if 'href="' not in clean and 'src="' not in clean:
        return
    for target in _TARGET.findall(clean):
        yield html.unescape(target)


_FILE = re.compile(r'(<img |<a )(src|href)="(assets/[^"]+)"')


def with_files(clean: str, picture: Callable[[str], str], link: Callable[[str], str]) -> str:
    """Replace files by path with their published address; `picture` and `link` give ready-made attributes."""

    def attributes(match: re.Match[str]) -> str:
        make = picture if match[2] == "src" else link
        return match[1] + make(html.unescape(match[3]))

    return _FILE.sub(attributes, clean)
