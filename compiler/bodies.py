"""Markdown bodies to safe HTML, one at a time.

Rendering, sanitising, headings and the plain text for search live here. Links by name (`article:…`) stay names in the
result: the runtime turns them into the reader's portal and language.
"""

import html
import math
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import comrak
import nh3

from schemas.bundle import TocEntry

LINK_SCHEMES = frozenset({"article", "category", "faq", "notice", "ask", "portal"})
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
    """A body as a page shows it and as search reads it. `dropped_html` says raw HTML was written and left out."""

    html: str
    text: str
    contents: tuple[TocEntry, ...]
    minutes: int
    dropped_html: bool


@cache
def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.table = extension.strikethrough = extension.autolink = extension.alerts = True
    extension.footnotes = extension.tasklist = extension.cjk_friendly_emphasis = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        extension.header_id_prefix = ""
    render.unsafe_ = False
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


_ANCHOR = re.compile(r'<a href="#[^"]*"[^>]*></a>(?=</h[1-6]>)')
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|pre|tr|dd|dt)>|<br ?/?>")
_SPACE = re.compile(r"\s+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_REL_INSIDE = re.compile(
    r'(<a [^>]*href="(?:#|article:|category:|faq:|notice:|ask:|portal:)[^"]*"[^>]*?) rel="noopener noreferrer"'
)


def render(markdown: str) -> Rendered:
    """A body in Markdown as sanitised HTML, with its headings and plain text."""
    extension, options = _options()
    raw = comrak.render_markdown(markdown, extension_options=extension, render_options=options)
    clean = _REL_INSIDE.sub(r"\1", _ANCHOR.sub("", _cleaner().clean(raw)))
    text = plain_text(clean)
    return Rendered(clean, text, tuple(_contents(clean)), minutes(text), "<!-- raw HTML omitted -->" in raw)


def plain_text(clean: str) -> str:
    """The words of sanitised HTML in one line."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", clean)))).strip()


def minutes(text: str) -> int:
    """Reading time, at least one minute; letters count where words have no spaces."""
    letters = len(_CJK.findall(text))
    others = len(_CJK.sub(" ", text).split()) if letters else len(text.split())
    return max(1, math.ceil(letters / _CJK_A_MINUTE + others / _WORDS_A_MINUTE))


def _contents(clean: str) -> Iterator[TocEntry]:
    for level, anchor, inner in _HEADING.findall(clean):
        yield TocEntry(level=int(level), anchor=html.unescape(anchor), title=plain_text(inner))


_TARGET = re.compile(r'(?:href|src)="([^"]*)"')


def targets(clean: str) -> Iterator[str]:
    """Where links and pictures of a body lead, in order."""
    for target in _TARGET.findall(clean):
        yield html.unescape(target)


_PICTURE = re.compile(r'<img src="(assets/[^"]+)"')


def with_pictures(clean: str, attributes: Mapping[str, str]) -> str:
    """Replace pictures by path with their published address and size; `attributes` are ready-made HTML."""
    return _PICTURE.sub(lambda match: f"<img {attributes.get(html.unescape(match[1]), 'src=&quot;&quot;')}", clean)
