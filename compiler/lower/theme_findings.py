"""What is wrong in the sources of a theme: pages, style sheets, the files both name.

Only lowering opens them, so these findings are made here rather than by a check; their rules stand in this file. A page
that was read once is remembered, since parsing Liquid takes long.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.lower.bench import Bench
from compiler.page_markup import Markup
from compiler.parse import MANY
from compiler.shape import Object
from compiler.span import Span, whole_file
from compiler.style_sheets import StyleSheet
from compiler.themes import Source, wearers
from schemas.markup import names, names_in
from schemas.sizes import shown
from schemas.wording import WORDING

if TYPE_CHECKING:
    from schemas import liquid

TOO_LARGE = Rule("FD682", "theme-file-too-large")
NOT_TEXT = Rule("FD683", "theme-file-not-text")
NOT_LIQUID = Rule("FD684", "page-not-understood")
UNKNOWN_NAME = Rule("FD685", "unknown-name-in-page")
UNKNOWN_CODE = Rule("FD686", "unknown-code-in-page")
REACHES_OUT = Rule("FD687", "theme-loads-from-elsewhere")
NO_CONTENT = Rule("FD688", "page-without-content")
NO_CHAT = Rule("FD689", "page-without-chat", "warning")
CODE_IN_PAGE = Rule("FD690", "script-or-style-in-page")
NOT_CSS = Rule("FD691", "style-sheet-not-understood")
UNKNOWN_SELECTOR = Rule("FD692", "selector-outside-the-markup", "note")
RULES = (
    TOO_LARGE, NOT_TEXT, NOT_LIQUID, UNKNOWN_NAME, UNKNOWN_CODE, REACHES_OUT, NO_CONTENT, NO_CHAT, CODE_IN_PAGE,
    NOT_CSS, UNKNOWN_SELECTOR,
)  # fmt: skip

SIZE_LIMIT = 256 * 1024  # bytes of one page, style sheet or script
SHOWN_OF_FILE = 20

Use = tuple[str, int, int]
Mistake = tuple[str, str, int, int, tuple[str, ...], str, str]


class Page:
    """What a page says: names with their offsets, as plain values that the cache can keep."""

    def __init__(self, bench: Bench, source: Source) -> None:
        key = sha256(source.text.encode()).digest()
        known = bench.cache.get("page", key)
        if known is None:
            known = _analysed(source.text)
            bench.cache.put("page", key, known)
        self.source = source
        self.mistakes: tuple[Mistake, ...] = known[0]
        self.codes: tuple[Use, ...] = known[1]
        self.assets: tuple[Use, ...] = known[2]
        self.slots: tuple[Use, ...] = known[3]
        self.is_read: bool = known[4]


def _analysed(text: str) -> tuple[tuple[Mistake, ...], tuple[Use, ...], tuple[Use, ...], tuple[Use, ...], bool]:
    from schemas.liquid import analyse  # slow, and most brands have no page of their own

    said = analyse(text)
    mistakes = tuple(
        (one.kind, one.message, one.start, one.end, one.legal, one.word, one.hint) for one in said.mistakes
    )
    return mistakes, _plain(said.codes), _plain(said.assets), _plain(said.slots), said.is_read


def _plain(uses: "list[liquid.Use]") -> tuple[Use, ...]:
    return tuple((use.name, use.start, use.end) for use in uses)


def wrong_bytes(file: str, size: int, data: bytes) -> Diagnostic | None:
    """Why a file of a theme cannot be used at all; `None` for one that can be read."""
    if size > SIZE_LIMIT:
        message = f"the file has {shown(size)}; {shown(SIZE_LIMIT)} are allowed"
        return found(TOO_LARGE, message, whole_file(file), hint="move pictures and libraries to assets/")
    try:
        clean = b"\0" not in data and data.decode() is not None
    except UnicodeDecodeError:
        clean = False
    return None if clean else found(NOT_TEXT, "the file is not text", whole_file(file), hint="save it as UTF-8")


def in_page(bench: Bench, theme: Object, page: Page, markup: Markup) -> Iterator[Diagnostic]:
    """What is wrong in a page but the files it names."""
    source = page.source
    for kind, message, start, end, legal, word, written in page.mistakes:
        rule = NOT_LIQUID if kind == "syntax" else UNKNOWN_NAME
        hint = did_you_mean(word, legal) if word else written
        yield found(rule, message, source.span(start, end), note="here", hint=hint)
    for name, start, end in page.codes:
        if name not in bench.wording.codes and name not in WORDING["en"]:
            span = source.span(start, end)
            hint = did_you_mean(name, bench.wording.codes) or "the brand has no codes yet; they lie in codes/"
            yield found(UNKNOWN_CODE, f"there is no code {quoted(name)}", span, note="not found", hint=hint)
    for refused in markup.refused:
        rule = REACHES_OUT if refused.loads else CODE_IN_PAGE
        yield found(rule, refused.message, source.span(refused.start, refused.end), note="here", hint=refused.hint)
    if page.is_read:
        yield from _slots(bench, theme, page)


def _slots(bench: Bench, theme: Object, page: Page) -> Iterator[Diagnostic]:
    content = [use for use in page.slots if use[0] == "content"]
    if len(content) != 1:
        twice = page.source.span(content[1][1], content[1][2]) if content else whole_file(page.source.file)
        message = "the page shows its content twice" if content else "the page does not show its content"
        yield found(NO_CONTENT, message, twice, note="again here" if content else "", hint="write {{ content }} once")
    if any(use[0] == "chat" for use in page.slots):
        return
    features = bench.brand.brand.value.features
    for portal, key in wearers(bench.brand, theme.id):
        if portal.value.show.chat and features.chat:
            message = f"the portal {quoted(portal.id)} shows the chat, but this theme has no place for it"
            span = bench.linked.draft.span(portal, ("design", key))
            yield found(NO_CHAT, message, span, note="this theme", hint=f"write {{{{ chat }}}} in {page.source.file}")
            return


def in_style_sheet(source: Source, sheet: StyleSheet, own_names: set[str]) -> Iterator[Diagnostic]:
    """What is wrong in a style sheet but the files it names."""
    for fault in sheet.faults:
        span = source.span(fault.piece.start, fault.piece.end)
        yield found(NOT_CSS, fault.message, span, note="here", hint=fault.hint)
    for piece in sheet.imports:
        hint = "write its rules into this file"
        yield found(REACHES_OUT, "@import is not taken", source.span(piece.start, piece.end), note="here", hint=hint)
    legal = names() | own_names
    for piece in sheet.selectors:
        unknown = [name for name in names_in(piece.text) if name not in legal]
        if unknown:
            span = source.span(piece.start, piece.end)
            hint = did_you_mean(unknown[0], legal).partition("legal here")[0] or _MARKUP_HINT
            message = f"no page promises to have {unknown[0]}"
            yield found(UNKNOWN_SELECTOR, message, span, note="may select nothing", hint=hint)


_MARKUP_HINT = "use a name of the built-in markup, or one of the theme's own page.liquid"


def at_most(findings: Iterator[Diagnostic], file: str) -> Iterator[Diagnostic]:
    """The first findings of a file; a page for something else would give hundreds."""
    for count, item in enumerate(findings):
        if count == SHOWN_OF_FILE:
            hint = "mend the first ones and check again"
            yield found(MANY, "more findings in this file are not shown", Span(file), hint=hint)
            return
        yield item


def file_hint(name: str, files: Mapping[str, str]) -> str:
    """What to write instead of the name of a file there is not."""
    return did_you_mean(name, files) or "put the file under assets/ of the brand"
