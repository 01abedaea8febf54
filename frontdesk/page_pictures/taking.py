"""The pictures of one page before and after, at each width and in each colour mode, small enough to be carried."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image as Pixels

from compiler.review.pages import Image, Mode, Page, PageChange, Picture
from frontdesk.page_pictures import pixels
from frontdesk.page_pictures.camera import Camera, NoPictureError, Shot
from frontdesk.page_pictures.differing import COLOURS, Differing
from frontdesk.page_pictures.states import State
from frontdesk.page_pictures.words import without, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS: Final = (1280, 360)
BYTES: Final = 12_000_000
"""What all pictures of a report may take together."""

DARK: Final = 2
"""Pages of a portal that are pictured in the dark, too: its colours are the same on all."""

_QUALITY: Final = 62  # of 100; letters stay sharp
_PALE: Final = 40  # what is pale needs less


class Taking:
    """Takes pictures of pages in two states until there is no more room for them."""

    def __init__(self, browser: "Browser", before: State | None, after: State | None) -> None:
        self._before, self._after = before, after
        self._then = Camera(browser, before) if before else None
        self._now = Camera(browser, after) if after else None
        self._room = BYTES
        self._dark: Counter[str] = Counter()
        self.refused = 0
        """Pages for which there was no more room."""

    def pictured(self, item: Differing) -> PageChange:
        """The page with its pictures, or with what kept them from being taken."""
        change = described(item, self._before, self._after)
        if self._room <= 0:
            self.refused += 1
            return change
        modes: tuple[Mode, ...] = ("light", "dark") if self._is_seen_dark(item) else ("light",)
        try:
            pictures = tuple(self._picture(item, width, mode) for mode in modes for width in WIDTHS)
        except NoPictureError as error:
            return replace(change, trouble=str(error))
        self._room -= sum(len(image.data) for picture in pictures for image in _images(picture))
        return replace(change, pictures=pictures)

    def _is_seen_dark(self, item: Differing) -> bool:
        """Whether a page is pictured in the dark, too: where colours changed, the first few of a portal."""
        portal = f"{item.page.brand}/{item.page.portal}"
        if COLOURS not in item.about or self._dark[portal] >= DARK:
            return False
        self._dark[portal] += 1
        return True

    def _picture(self, item: Differing, width: int, mode: Mode) -> Picture:
        is_there = item.act != "gone"
        old = self._then.picture(item.was.address, width, mode) if self._then and item.was else None
        new = self._now.picture(item.page.address, width, mode) if self._now and is_there else None
        if old is None or new is None:
            whole = new or old
            assert whole is not None
            rows = min(whole.picture.height, pixels.SHOWN)
            before, after = (_image(shot.picture.crop((0, 0, width, rows))) if shot else None for shot in (old, new))
            return Picture(width, mode, before, after, None, 1.0, 0, rows, whole.height)
        return _compared(old, new, width, mode)


def _compared(then: Shot, now: Shot, width: int, mode: Mode) -> Picture:
    old, new = then.picture, now.picture
    found = pixels.difference(old, new)
    if found is None:
        return Picture(width, mode, None, None, None, 0.0, 0, 0, now.height)
    rows = pixels.shown_rows(found, old, new)
    before, after, marked = (
        _image(picture.crop((0, top, width, bottom)), quality)
        for picture, (top, bottom), quality in (
            (old, rows[0], _QUALITY),
            (new, rows[1], _QUALITY),
            (pixels.overlay(new, found), rows[1], _PALE),
        )
    )
    return Picture(width, mode, before, after, marked, found.share, rows[1][0], rows[1][1] - rows[1][0], now.height)


def _image(picture: Pixels.Image, quality: int = _QUALITY) -> Image:
    data = BytesIO()
    picture.save(data, "WEBP", quality=quality, method=4)
    return Image(data.getvalue(), picture.width, picture.height)


def _images(picture: Picture) -> Iterator[Image]:
    yield from (image for image in (picture.before, picture.after, picture.difference) if image)


def described(item: Differing, before: State | None, after: State | None) -> PageChange:
    """A page with the words that came and went."""
    old = _words(before, item.was)
    new = _words(after, None if item.act == "gone" else item.page)
    return PageChange(item.act, item.page, item.was, removed=without(old, new), added=without(new, old))


def _words(state: State | None, page: Page | None) -> tuple[str, ...]:
    return words(state.body(f"{page.brand}/{page.portal}", page.path)) if state and page else ()
