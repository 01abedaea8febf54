"""The section of pages: each change with a few examples as pictures before and after, everything else by name.

Whatever a picture shows is said in words, too.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Final

from compiler.review.markup import badge, folded, listed, many, old_and_new, plain, said
from compiler.review.pages import PAGE_KINDS, Image, Page, PageChange, PageReport, Picture, SameChange

NAMED: Final = 200
"""Pages that are listed by name below a change."""

UNPICTURED: Final = 300
"""Changes without a picture that are listed."""

WORDS: Final = 12
"""Lines of words shown with a page; more are folded away, up to `FOLDED`."""

FOLDED: Final = 200


def pages_section(report: PageReport) -> str:
    """Pages with pictures first, then those without."""
    pictured = [change for change in report.changes if any(example.pictures for example in change.examples)]
    rest = [change for change in report.changes if change not in pictured]
    body = f'<p class="quiet">{_seen(report)}</p>'
    if report.trouble:
        body += f'<p class="notice"><strong>No pictures:</strong> {plain(report.trouble)}</p>'
    body += _looks(pictured)
    body += "".join(_same(change, number) for number, change in enumerate(pictured, 1))
    if rest:
        heading = "Without a picture" if pictured else "Which pages"
        items = (_by_name(change) for change in rest[:UNPICTURED])
        more = len(rest) - UNPICTURED
        left = f'<li class="quiet">and {many(more, "more change")} of pages</li>' if more > 0 else ""
        body += f'<section class="same"><h3>{heading}</h3><ul class="changes">{"".join(items)}{left}</ul></section>'
    return body


def _looks(pictured: list[SameChange]) -> str:
    """What to tick to see less; it works by style alone."""
    pictures = [picture for change in pictured for example in change.examples for picture in example.pictures]
    ticks = [
        ("wide", "1,280 px", any(_size(picture) == "wide" for picture in pictures)),
        ("narrow", "360 px", any(_size(picture) == "narrow" for picture in pictures)),
        ("dark", "dark, too", any(picture.mode == "dark" for picture in pictures)),
    ]
    boxes = "".join(
        f'<label><input type="checkbox" id="see-{name}" checked> {words}</label>'
        for name, words, is_there in ticks
        if is_there
    )
    return f'<fieldset class="looks"><legend>Show pictures of</legend>{boxes}</fieldset>' if pictures else ""


def _size(picture: Picture) -> str:
    return "wide" if picture.width > 600 else "narrow"


def _seen(report: PageReport) -> str:
    left = f"; {many(report.omitted, 'example')} more had no room" if report.omitted else ""
    return (
        f"{many(report.count, 'page')} of the environment <code>{plain(report.environment)}</code> as at "
        f"{plain(report.moment)}, {report.pictured:,} of them pictured{left}. Pages are shown without scripts. "
        "Pages that did not change are not here."
    )


def _same(change: SameChange, number: int) -> str:
    examples = "".join(
        _example(example, f"p{number}-{place}", is_alone=change.count == 1 or change.act != "changed")
        for place, example in enumerate(change.examples, 1)
        if example.pictures
    )
    unpictured = [example.page for example in change.examples if not example.pictures]
    others = [*unpictured, *change.others]
    named = ""
    if others:
        named = folded(f"The same on {many(len(others), 'other page')}", listed(map(_name, others), NAMED))
    return f'<section class="same"><h3>{badge(change.act)} {_title(change)}</h3>{examples}{named}</section>'


def _title(change: SameChange) -> str:
    if change.count == 1 or change.act != "changed":
        places = f" on {many(change.count, 'page')}" if change.count > 1 else ""
        return f"{_named(change.examples[0].page)}{places}{_about(change)}"
    return f"The same on {many(change.count, 'page')}{_about(change)}"


def _about(change: SameChange) -> str:
    names = {"markup": "how it is built, not what it says"}
    told = [names.get(name, name) for name in change.about]
    return f": {plain(', '.join(told))}" if told else ""


def _named(page: Page) -> str:
    kind = PAGE_KINDS[page.kind]
    return f"{kind[0].upper()}{kind[1:]} “{said(page.title or page.path, page.language)}”"


def _name(page: Page) -> str:
    title = f"{said(page.title, page.language)} " if page.title else ""
    return f"{PAGE_KINDS[page.kind]} {title}<code>{plain(page.address)}</code>"


def _example(example: PageChange, name: str, *, is_alone: bool) -> str:
    page = example.page
    looks = "".join(_look(picture, page, f"{name}-{picture.width}-{picture.mode}") for picture in example.pictures)
    if all(picture.share == 0 for picture in example.pictures):
        looks = '<p class="notice">Its bytes differ, its looks do not, at any width.</p>'
    named = "" if is_alone else f"<h4>{_named(page)}</h4>"
    return f'<article class="page">{named}<p class="where">{_facts(example)}</p>{_words(example)}{looks}</article>'


def _facts(example: PageChange) -> str:
    page, was = example.page, example.was
    moved = f" · was <code>{plain(was.address)}</code>" if was and was.path != page.path else ""
    return (
        f"<code>{plain(f'{page.brand}/{page.portal}')}</code> · {plain(page.language)} · "
        f"<code>{plain(page.address)}</code>{moved}"
    )


def _words(example: PageChange) -> str:
    """The words that went and came: a few at once, the rest to be opened."""
    language = example.page.language
    if not example.removed and not example.added:
        return '<p class="quiet">Not a word of it differs.</p>' if example.act in {"changed", "moved"} else ""
    shown = old_and_new(example.removed[:WORDS], example.added[:WORDS], language)
    rest = example.removed[WORDS:FOLDED], example.added[WORDS:FOLDED]
    count = max(0, len(example.removed) - WORDS) + max(0, len(example.added) - WORDS)
    if count:
        shown += folded(f"{many(count, 'more line')} of words", old_and_new(*rest, language))
    return shown if example.act in {"changed", "moved"} else folded("What it says", shown)


def _look(picture: Picture, page: Page, name: str) -> str:
    caption = f"{picture.width:,} px wide, {picture.mode}"
    if picture.share == 0:
        return f'<p class="quiet">{caption}: looks the same.</p>'
    images = "".join(_figure(image, side, picture, page) for image, side in _sides(picture))
    larger = f'<a class="larger" href="#{name}">Larger</a>'
    return (
        f'<div class="look {_size(picture)} {picture.mode}" id="{name}">'
        f'<p class="caption">{caption}{_share(picture)}{_part(picture)} {larger}</p>'
        f'<div class="sides" role="group" aria-label="{caption}" tabindex="0">{images}</div></div>'
    )


def _sides(picture: Picture) -> Iterator[tuple[Image, str]]:
    if picture.before:
        yield picture.before, "Before"
    if picture.after:
        yield picture.after, "After"
    if picture.difference:
        yield picture.difference, "Difference"


def _figure(image: Image, side: str, picture: Picture, page: Page) -> str:
    source = f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
    named = f"{PAGE_KINDS[page.kind]} “{page.title or page.path}” in {page.language}"
    seen = plain(f"{side}: {named}, {picture.width} pixels wide, {picture.mode}")
    size = f'width="{image.width}" height="{image.height}"'
    return (
        f'<figure class="{side.lower()}"><figcaption>{side}</figcaption>'
        f'<img src="{source}" alt="{seen}" {size}></figure>'
    )


def _share(picture: Picture) -> str:
    if picture.difference is None:
        return ""
    share = picture.share * 100
    return (
        f" · {share:.0f} % differ"
        if share >= 10
        else f" · {share:.1f} % differ"
        if share >= 0.1
        else " · under 0.1 % differ"
    )


def _part(picture: Picture) -> str:
    if picture.shown >= picture.height:
        return ""
    return f" · rows {picture.top + 1:,} to {picture.top + picture.shown:,} of {picture.height:,}"


def _by_name(change: SameChange) -> str:
    first = change.examples[0]
    others = [*(example.page for example in change.examples[1:]), *change.others]
    named = folded(f"and {many(len(others), 'other page')} alike", listed(map(_name, others), NAMED)) if others else ""
    trouble = f'<p class="notice">Not pictured: {plain(first.trouble)}</p>' if first.trouble else ""
    return (
        f'<li class="change"><p>{badge(change.act)} {_named(first.page)}'
        f'{_about(change)}</p><p class="where">{_facts(first)}</p>{_words(first)}{trouble}{named}</li>'
    )
