"""A browser that photographs pages of a state and sees nothing else.

Every request it makes is answered by the state itself; there is no network behind it: names lead nowhere, and so does
its proxy. Scripts are off. What a page holds may come from a stranger's pull request.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from PIL import Image

from compiler.review.pages import Mode

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType, ProxySettings, Route
    from playwright.sync_api import Page as Window

    from frontdesk.page_pictures.states import State

HEIGHT: Final = 12_000
"""Rows of a page that are pictured at most; how many of them are shown is another matter."""

_WAIT: Final = 15_000  # milliseconds for a page and everything it is made of
_WINDOW: Final = {360: 740, 1280: 800}
_NOWHERE: Final = "http://127.0.0.1:9"
_SWITCHES: Final = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # Without these the same letters are smoothed in one of two ways, as the machine happens to be busy.
    "--disable-lcd-text",
    "--disable-partial-raster",
    "--disable-skia-runtime-opts",
    "--disable-new-content-rendering-timeout",
    "--run-all-compositor-stages-before-draw",
)
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class NoBrowserError(Exception):
    """There is nothing to take pictures with; the message says what to install."""


class NoPictureError(Exception):
    """A page could not be pictured; the message says why."""


@contextmanager
def browser() -> Iterator["Browser"]:
    """A browser on this machine: the system's chromium, else the one that playwright has. Raises `NoBrowserError`."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise NoBrowserError("playwright is not installed: `pip install 'frontdesk[review]'`") from error
    with sync_playwright() as playwright:
        try:
            found = _launched(playwright.chromium)
        except Error as error:
            raise NoBrowserError(
                "no chromium was found or it does not start: install the package `chromium` of your system, "
                "or run `playwright install chromium`"
            ) from error
        try:
            yield found
        finally:
            found.close()


def _launched(chromium: "BrowserType") -> "Browser":
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    proxy: ProxySettings = {"server": _NOWHERE, "bypass": "<-loopback>"}
    # Root has no sandbox in chromium, and neither have many containers.
    from playwright.sync_api import Error

    for is_boxed in (os.geteuid() != 0, False):
        try:
            return chromium.launch(executable_path=path, args=_SWITCHES, proxy=proxy, chromium_sandbox=is_boxed)
        except Error:
            if not is_boxed:
                raise
    raise AssertionError("the last way raises")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page, and how many rows the page has: more than the picture, where it is a long one."""

    picture: Image.Image
    height: int


class Camera:
    """Pictures of one state's pages; a window for each width and mode, opened when first wanted."""

    def __init__(self, browser: "Browser", state: "State") -> None:
        self._browser = browser
        self._state = state
        self._windows: dict[tuple[int, Mode], Window] = {}

    def picture(self, address: str, width: int, mode: Mode) -> "Shot":
        """A page from its top down to `HEIGHT`. Raises `NoPictureError`."""
        from playwright.sync_api import Error

        window = self._window(width, mode)
        try:
            window.goto(address)
            high = window.evaluate("document.fonts.ready.then(() => document.documentElement.scrollHeight)")
            rows = max(1, min(int(high), HEIGHT))
            data = window.screenshot(
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": rows},
                animations="disabled",
                caret="hide",
            )
        except Error as error:
            # What a browser shows instead of a page may come late, in the middle of the next one.
            self._windows.pop((width, mode)).context.close()
            raise NoPictureError(str(error).partition("\n")[0]) from error
        return Shot(Image.open(BytesIO(data)).convert("RGB"), int(high))

    def _window(self, width: int, mode: Mode) -> "Window":
        if (width, mode) not in self._windows:
            context = self._browser.new_context(
                viewport={"width": width, "height": _WINDOW[width]},
                color_scheme=mode,
                reduced_motion="reduce",
                timezone_id="UTC",
                java_script_enabled=False,
                service_workers="block",
                accept_downloads=False,
            )
            context.set_default_timeout(_WAIT)
            context.route("**/*", self._answer)
            self._windows[width, mode] = context.new_page()
        return self._windows[width, mode]

    def _answer(self, route: "Route") -> None:
        asked = urlsplit(route.request.url)
        if route.request.method != "GET" or asked.scheme != "https" or asked.hostname is None:
            route.abort()
            return
        path = f"{asked.path}?{asked.query}" if asked.query else asked.path
        answer = self._state.ask(asked.hostname, path)
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.get_data())
